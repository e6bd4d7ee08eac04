# Words of both the phone and the office.

app.name = Chung Tay
app.synthetic = INVENTED DATA, no real people

field.optional = optional
field.problems = {count} {count|place|places} to mend before saving
signature.alt = Signature of the receiver

span.minutes = {count} {count|minute|minutes}
span.hours = {count} {count|hour|hours}
span.days = {count} {count|day|days}

error.missing = This is needed.
error.too_long = Too long, please shorten it.
error.unreadable = Cannot be read, please check how it is written.
error.not_positive = Must be more than 0.
error.too_large = Too large, please check.
error.in_future = This time has not come yet.
error.readings = This may be {few} or {many}. Write the whole number.
error.too_little = Read as {amount} đ: an amount has to be above 0.
error.too_much = Read as {amount} đ: too much, at most 10.000 tỷ đồng.
error.ambiguous = This can be read in two ways. Write the whole number, such as 1.500.000 or 1,5 tr.
error.unchanged = Nothing differs from what is recorded.
error.no_right = This phone may not give that here. Make a proposal.
error.already_given = They have had this already.
error.taken = This name is taken.
error.unknown = No longer on the list. Choose again.
error.gone = This household has moved away, nobody is left of it, or it is merged.
error.holds_others = Other records are kept in this one.
error.already_received = All of it has come in.
error.in_use = Others rest upon it.
error.not_in_stock = The store has not so many.
error.not_taken = No taking at the commune is confirmed.
error.not_in_hand = None of it is left with the volunteer.
error.no_decision_number = A decision must have a number.
error.no_donor = A direct gift must name its donor.
error.not_approved = This was not approved.
error.over_approved = More than was approved. Say why in the note.
error.second_person = Somebody else has to approve, not whoever writes this.
error.stopped = The case is stopped. Let it go on first.
error.not_next = It is not this step’s turn, or it is past.
error.too_early = Earlier than the day of the step before.
error.other = Not right yet, please check.

category.poor = Poor
category.near_poor = Near-poor
category.difficult = In difficulty
category.especially_difficult = In special difficulty
category.policy = Policy beneficiary
category.newly_escaped = Newly out of poverty
category.other = No category

gender.male = Male
gender.female = Female

profile.head_name = Name of the head
profile.nickname = Everyday name
profile.gender = Sex
profile.birth = Date or year of birth
profile.national_id = Personal number / ID card
profile.phone = Phone
profile.hamlet = Hamlet (ấp, khu vực)
profile.address = Address, how to get there
profile.member_count = People in the household
profile.note = Circumstances, note
profile_hint.nickname = Such as chú Tư, bà Sáu
profile_hint.birth = Date or year alone: 12/5/1960 or 1960
profile_hint.national_id = 12 digits, or 9 on an old card. Leave it empty if there is none.
lookalike.national_id = same personal number
lookalike.same_name = same name and hamlet
lookalike.similar_name = nearly the same name, same hamlet, about the same age
lookalike.phone = same phone number

purpose.visit = Call on the family
purpose.gift = Hand over aid
purpose.survey = Survey of needs
purpose.check = Check after support

met.head = Head of the household
met.member = Another member
met.neighbour = Neighbour or relative
met.nobody = Nobody was home

history.donor = A gift of {name}
need.job = Work
need.dependants = Dependants
need.nutrition = Children's nutrition
need.health_insurance = Health insurance
need.adult_education = Adults' schooling
need.schooling = Children at school
need.housing_quality = Quality of the house
need.housing_area = Size of the house
need.water = Clean water
need.latrine = Hygienic latrine
need.telecom = Internet, telecom
need.information_device = TV, radio, phone

form.cash = Cash
form.bank_transfer = Bank transfer
form.in_kind = Goods
form.cash_and_goods = Cash and goods

receiver.head = Head of the household
receiver.representative = Representative of the household
receiver.other = Somebody else on their behalf

consent.title = What they agree to
consent.use.aid = Being visited and considered for aid
consent.use.health = Writing down illness and disability
consent.use.posting = Posting name and gift in public
consent.use.donors = Passing it on to donors
consent.use.story = Telling their story in the news
consent.use.other = Something else
consent.answer.yes = Yes
consent.answer.no = No
consent.answer.unasked = Not asked
consent.answer.other = Not asked
