# Words on the volunteer's phone.

title.households = Households
title.enrol = Enrol this phone
title.register = New household
title.household = Household
title.edit_profile = Edit the household
title.record_visit = Record a visit
title.record_handover = Hand over aid
title.correct = Correct a record
title.records = My records
title.note_activity = Note publicity
title.day = Today
title.in_hand = Gifts with me
title.settings = Settings
title.not_found = No such page

nav.label = Main pages
nav.back = Back
nav.households = Households
nav.register = New
nav.records = Records
nav.settings = Settings

page.loading = Opening…
page.not_fetched = This page is not on this phone yet
page.not_fetched_what_to_do = Saved records are safe. Go where there is a network and try again; once fetched, the page needs no network. If that does not help, close the app and open it again.
page.fetch_again = Try again

strip.needs_person = {count} {count|record needs|records need} a person
strip.waiting_offline = {count} {count|record|records} waiting · no network
strip.waiting = {count} {count|record|records} waiting
strip.sending = Sending {count} {count|record|records}…
strip.offline = No network · everything works as usual
strip.first_sync = Receiving the list of households…
strip.first_sync_part = Receiving the list: {count} of {all}
strip.all_received = The commune has {count} of {all} records
strip.up_to_date = The list is up to date
strip.not_yet = Not in touch with the commune yet
strip.revoked = The commune has stopped this phone
strip.left = You are in this commune no more
strip.too_old = This app is too old, please update
strip.not_understood = The commune's server was not understood

store.stopped_title = The store on this phone has stopped
store.stopped_what_to_do = Saved records are safe and what you typed is still on the screen. Tap the button to start the store again.
store.start_again = Start the store again

failure.invalid_what_to_do = Not saved. What you typed is still here; mend the places marked ! and save again.
failure.storage_full = The phone is full, not saved
failure.storage_full_what_to_do = Nothing was half-written and this form is still on the screen. Delete photos, videos or apps you do not need, then save again. Do not clear Chung Tay's data.
failure.see_storage = See how much room there is
failure.storage = The store on this phone had trouble, not saved
failure.storage_what_to_do = This form is still on the screen and saved records are safe. Save again; if that does not help, close the app and open it again: the draft will be there.
failure.other_tab = Chung Tay is open in another tab
failure.other_tab_what_to_do = Only one tab may write. What you typed is still on the screen. Close the other tab and save again.
failure.offline = The server cannot be reached
failure.offline_what_to_do = This needs the network. Go where there is a signal or turn on Wi-Fi, then try again. Everything else works without.
failure.link_unknown = This link is not right
failure.link_unknown_what_to_do = Perhaps a part of it is missing. Scan the QR code again, or ask the commune's office for a new link.
failure.link_used = This link was used before
failure.link_used_what_to_do = Each link enrols one phone. Ask the commune's office for a new link for this phone.
failure.link_of_another = This link is for another person
failure.link_of_another_what_to_do = Ask the commune's office for a link in your own name.
failure.link_expired = This link has expired
failure.link_expired_what_to_do = Ask the commune's office for a new link and open it right away.
failure.unreceipted = {count} {count|record has|records have} not reached the commune, cannot sign out
failure.unreceipted_what_to_do = Signing out now would lose them. Tap “Send now” on “My records” when there is a network, or send a file, and wait until the commune has them.
failure.carrying = {count} {count|file|files} of colleagues still here
failure.carrying_what_to_do = What is in them may be nowhere else. Go where there is a network first, so that they reach the commune.
failure.not_a_file = This is no file of Chung Tay, or not all of it
failure.not_a_file_what_to_do = Choose the file chungtay-….txt, or ask your colleague to send it again.
failure.cannot_seal = The file could not be made
failure.cannot_seal_what_to_do = All records are still here. Go where there is a network once, or update the browser, and try again.
failure.not_found = Not found on this phone
failure.not_found_what_to_do = This household or record is not on this phone's list, or was corrected already. Go back to the list.
failure.not_enrolled = This phone is not enrolled
failure.not_enrolled_what_to_do = Open the link you got from the commune's office.
failure.damaged = This household's file cannot be read
failure.damaged_what_to_do = It was set aside; other households are not affected. Please tell the commune's office.

trouble.reload = Open again

panic.title = The screen had trouble
panic.safe = Saved records are safe on this phone. What you were typing is kept as a draft.
panic.what_to_do = Tap the button to open the app again.
panic.reload = Open again

draft.restored = Your draft
draft.restored_text = Left unfinished and kept on this phone.
draft.discard = Drop the draft and begin anew
draft.unkept = The draft could not be kept. Save before you leave this page.

save.saving = Saving…
saved.visit = Visit saved
saved.handover = Handover saved
saved.profile = Household saved
saved.registration = New household saved
saved.correction = Correction saved
saved.proposal = Proposal saved
saved.activity = Publicity saved
saved.where = Saved on this phone. It goes to the commune by itself when there is a network.

welcome.title = Chung Tay
welcome.what_it_is = Record visits and aid to poor households. Works all day without a network.
welcome.step_ask = Ask the commune's office for a link or QR code for your phone.
welcome.step_open = Scan the QR code with the camera, or tap the link. Each link works once.
welcome.step_offline = The list of households comes to the phone. From then on no network is needed.
welcome.paste = Have a link? Paste it here
welcome.paste_hint = The whole link, or only the part after #
welcome.enrol = Enrol this phone
welcome.empty_title = This server has no data yet
welcome.empty_text = The commune's office must begin: import the commune's list, or open an invented commune to try things out.
welcome.to_office = Open the office

enrol.asking = Enrolling this phone…
enrol.done = Enrolled
enrol.done_text = The list of households is on its way. You can begin right away.
enrol.no_code = There is no enrolment code here. Open the link from the commune's office again.
enrol.retry = Try again
enrol.other_link = Paste another link
enrol.whose = This phone is {name}'s, {commune}.
enrol.to_households = See the households

list.search = Name, hamlet, number
list.all = {all} {all|household|households}
list.shown = Showing {shown} of {all} {all|household|households}
list.none_match = No household matches. Try fewer letters or no filter.
list.empty = The list has no households yet.
list.not_here_yet = The list is not here yet. It needs the network once.
list.no_hamlet = Hamlet unknown
list.hamlet_count = {count} {count|household|households}
list.to_give = {count} still to give
list.day_left = Today: {count} to go to
list.day_nobody = Today: nobody left
list.day_nowhere = Today: choose hamlets
list.in_hand = {count} {count|gift|gifts} with me
list.in_hand_waiting = {count} {count|gift|gifts} to count

row.visited = Visited {date}
row.not_visited = Not visited
row.aided = Aid given
row.to_give = To give
row.waiting = Waiting
row.two_values = Two values

filter.button = Filter
filter.done = Show {count} {count|household|households}
filter.open = Filter
filter.open_set = Filter: {what}
filter.clear = No filter
filter.all = All
filter.by_visit = Visited or not
filter.since = Counted from {date}
filter.not_visited = Not visited
filter.visited = Visited
filter.to_give = Still to give
filter.by_category = Category

household.actions = What to record
household.record_visit = Record a visit
household.record_handover = Hand over aid
household.profile = About the household
household.edit = Edit
household.save_profile = Save the household
household.two_values = {field} has two values: {values}. Both are kept until the commune's office chooses.
household.statuses = Status over time
household.from = from {from}
household.from_to = from {from} to {to}
household.decision = Decision {decision}
household.standard = standard {standard}
household.no_decision = No decision yet


history.title = Visits and aid
history.empty = No visit and no aid yet.
history.met = Met: {who}
history.handed_over = Handed over: {item}
history.received_by = Received by: {who}
history.goods_worth = {goods} worth {value}
history.signature = See the signature
history.place_noted = The place was noted
history.recorded = Recorded by {who} at {when}
history.you = you
history.somebody = somebody else
history.correct = Wrong? Correct it
history.corrected = Corrected
history.replaced = Another record stands in its place: “{reason}” ({who}, {when})
history.never_happened = This never happened: “{reason}” ({who}, {when})

when.date = Date
when.time = Time

visit.met = Who was met?
visit.met_name = Their name
visit.purpose = What for?
visit.needs = Needs seen
visit.needs_hint = A note of needs, not a classification
visit.change = Has the household changed?
visit.change_what = What did you see or hear?
visit.change_hint = Note what you see or hear; the commune checks it
visit.note = Note
visit.save = Save the visit

change_seen.none = No
change_seen.head_died = The head has died
change_seen.moved_away = They moved away
change_seen.nobody_left = Nobody is left
change_seen.split = Part of it lives apart

gone.moved_away = Moved away
gone.nobody_left = Nobody left
gone.joined = Joined another household
gone.same = Merged record
gone.since = {what} since {date}
gone.kept = What was recorded is kept.
gone.holds = Second records, merged into this household

service.work = Work
service.health = Health
service.education = Education
service.housing = Housing
service.water = Water, hygiene
service.information = Information

place.label = Place
place.hint = Only noted when you tap, rounded to about 100 metres.
place.asking = Finding the place…
place.noted = The place is noted, rounded to about 100 metres.
place.denied = The phone does not allow it. The visit can be saved all the same.
place.unknown = The place was not found. The visit can be saved all the same.
place.note = Note the place this time
place.forget = Forget the place

handover.campaign = Which campaign?
handover.no_campaign = None
handover.right = This phone may give
handover.no_right = Something else
handover.item = What was given?
handover.free_item = Something else
handover.donor = Whose gift it is
handover.item_name = Name of the gift or support
handover.form = How was it given?
handover.money = Money
handover.money_hint = Type 1.500.000 or 1500000 or 1,5 tr
handover.quantity = Quantity
handover.unit = Unit
handover.goods_value = Value of the goods
handover.read_as = Read as {amount}
handover.receiver = Who received it?
handover.receiver_name = Name of the receiver
handover.relation = Relation to the head
handover.relation_hint = Such as son, grandchild, neighbour
handover.save = Save the handover

proposal.title = Proposals
proposal.why = This phone holds no right for this household. It will be a proposal that the office answers.
proposal.reason = Why should they be helped?
proposal.save = Propose
proposal.waits = Waits for the office
proposal.granted = The office agrees
proposal.declined = The office declines
proposal.withdraw = Take the proposal back
proposal.withdraw_why = Why do you take it back?
proposal.withdrawn = Taken back
proposal.said = The office says: {reason}

signature.label = Signature of the receiver
signature.hint = Sign with a finger in the frame above.
signature.clear = Clear and sign again

register.hint = Write only what you are sure of. A name and a hamlet are enough.
register.category = Proposed category
register.category_hint = Only a proposal; the commune decides.
register.save = Save the new household

lookalikes.title = {count} {count|household looks|households look} like this one
lookalikes.born = born {year}
lookalikes.what_to_do = If it is that household, tap its name. If it is another one, go on.

correct.what = What is wrong?
correct.replace = It happened, but was recorded wrongly
correct.never_happened = It never happened
correct.reason = Why is it corrected?
correct.reason_hint = The old record is kept, with this reason.
correct.save = Save the correction

records.title = Records made on this phone
records.none = Nothing recorded on this phone yet.
records.standing = The commune has {count} of {all}
records.waiting = {waiting} {waiting|record waits|records wait} to be sent. They are safely on this phone.
records.heard = Last in touch with the commune: {when}
records.never_heard = Never in touch with the commune yet.
records.clock_ahead = This phone's clock is {span} ahead of the commune's. All records are received, but under a wrong date and time: please set the clock in the phone's settings.
records.clock_behind = This phone's clock is {span} behind the commune's. All records are received, but under a wrong date and time: please set the clock in the phone's settings.
records.send_now = Send now
records.sending = Sending…
records.offline = The commune cannot be reached. That is normal in the hamlets; the phone sends by itself when there is a network.
records.refused_what_to_do = All records are still on this phone. Please ask the commune's office for a new link in your name and open it on this phone: the records will then be sent.
records.number = record {n}
records.saved = Saved here, waiting
records.receipted = The commune has it
records.needs_person = Needs a person
records.kept = It is kept whole at the commune and on this phone; the office will look at it.
records.show_all = Show all {count} {count|record|records}

escape.title = No network? Send a file
escape.text = Puts the {count} {count|record|records} the commune does not have into one locked file, to send by Zalo, USB or a colleague's phone. Anybody may carry it: only the commune can open it.
escape.make = Make the file and send it
escape.made = The file is made, with {count} {count|record|records}
escape.made_text = The records stay on this phone, marked as waiting, until the commune says it has them.
escape.share = Send with another app
escape.save = Save the file on this phone
escape.file_says = A locked file of the app Chung Tay. Please bring it to the commune's office, or choose it in Chung Tay on a phone with a network (My records).

carry.title = Carry a colleague's file
carry.text = Choose the file a colleague gave you: this phone sends it to the commune when there is a network, and cannot read it.
carry.choose = Choose a file to carry
carry.count = Carrying {count} {count|file|files} of colleagues
carry.waits = Waits for a network
carry.passed_on = {count} {count|file|files} passed on; the commune has {count|it|them}.
carry.refused = The commune cannot take it
carry.give_up = Remove this file
carry_refused.escape_damaged = The file was damaged on the way. Ask your colleague to send it again.
carry_refused.other = Please bring the file to the commune's office.

record.visit = Visit
record.handover = Handover
record.profile = Household edited
record.registration = New household
record.correction = Correction
record.proposal = Proposal
record.taken = Gifts taken
record.activity = Publicity
record.case = Support case
record.step = Support step

quarantine.too_large = The record is larger than allowed.
quarantine.malformed = The record's data is damaged.
quarantine.foreign_actor = The record is signed as another phone.
quarantine.sequence = Its number was used before; perhaps this phone was copied from another.
quarantine.missing_dependency = It builds on a record the commune does not have.
quarantine.poisonous = It could damage the household's file.
quarantine.schema = It is not of the right form.
quarantine.rewrites_fact = It changes or removes something that was recorded.
quarantine.invalid_value = One of its values is not valid.
quarantine.not_permitted = This phone may not write about that household.
quarantine.unproven = It came in a file that may not be this phone's.
quarantine.other = The commune could not take it.

settings.language = Language
settings.room = Room on this phone
settings.room_numbers = Chung Tay uses {used}; {free} are free.
settings.room_unknown = The browser does not tell how much room there is.
settings.room_low = The phone is nearly full. Delete photos or videos before you go out.
settings.room_how_to_free = To make room: delete photos, videos and apps you do not need. Do not choose “Clear data” for Chung Tay or the browser.
settings.keep_why = When the phone is nearly full the browser may clear data by itself. Ask it not to.
settings.keep = Ask to keep Chung Tay's data
settings.kept = The browser promises to keep the data
settings.keep_refused = The browser does not promise it. Put Chung Tay on the home screen and try again.

install.title = Put it on the home screen
install.why = Opens faster, and the browser keeps the data more safely.
install.now = Install Chung Tay
install.how = Open the browser's menu (⋮ or the share button) and choose “Add to home screen”.

update.title = A new version is here
update.text = Saved records and drafts are kept. The screen only opens anew once.
update.now = Use the new version
update.note = A new version of the app is here. Update in Settings when it suits you.

sign_out.title = Hand back the phone, sign out
sign_out.text = Deletes the whole list of households from this phone. Only possible when the commune has every record.
sign_out.ask = Sign out of this phone
sign_out.sure = The list and drafts on this phone will be deleted. To use it again you need a new link.
sign_out.yes = Yes, delete and sign out
sign_out.no = No, stay

not_found.text = This address leads nowhere. Saved records are safe.
not_found.home = To the households

in_hand.none = No counted gifts are with you.
in_hand.lacks = {count} too few: take more at the commune.
in_hand.taken = Taken
in_hand.given = Given
in_hand.gone = Brought back, lost, spoilt
in_hand.to_give = Still to give
in_hand.issued = The commune noted {count} {count|gift|gifts} for you, {at}.
in_hand.count = How many did you count?
in_hand.confirm = Confirm
in_hand.none_left = You hold none of these
in_hand.none_left_text = Confirm first what you took at the commune.

day.left = {count} left · {done} done
day.choose = Hamlets
day.hamlets = Where do you go today?
day.whom = To whom?
day.whom_all = To visit or give
day.whom_giving = Only to give
day.no_campaign = There is no campaign yet: these are the households nobody has ever visited.
day.nothing_left = Nobody is left to go to in the hamlets you chose.
day.done = Done for today
day.done_count = Done today: {count} {count|household|households}
day.carry = To carry
day.load = {count} {count|gift|gifts}
day.money = Cash in all: {amount}
day.give = Give {item}
day.visit = Visit
day.next = Next: {name}
day.arrange = Arrange
day.arranged = Done
day.pick = Tap the household or hamlet to move.
day.moving = Moving {name}: tap where it belongs.
day.up = ▲ Up
day.down = ▼ Down

activity.no_campaign = The commune has no campaign yet.
activity.channel = By what?
activity.topic = About
activity.reach_text = About how many people?
activity.place = Where
activity.organisation = Who did it
activity.on = Day
activity.note = Note
activity.save = Save
channel.loudspeaker = Loudspeakers
channel.meeting = Meeting
channel.door_to_door = Door to door
channel.print = Leaflets, banners
channel.social = Zalo, Facebook
channel.press = Press, radio

title.open_case = Survey for support
title.note_step = Note a support step
saved.case = Support case saved
saved.step = Support step saved
support.title = Support cases
support.open = Survey, open a case
support.item = What support is proposed?
support.need = Circumstances and need
support.estimate = What may it cost?
support.on = Day
support.note = More notes
support.area = Floor area (m²)
support.hard = What is solid already?
support.hard.floor = Solid floor
support.hard.frame = Solid frame and walls
support.hard.roof = Solid roof
support.hard.other = Another part
support.stopped = Stopped
support.to_step = Note: {step}
support.save = Save
