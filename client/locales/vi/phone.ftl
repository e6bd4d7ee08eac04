# Lời trên điện thoại của người đi thăm hộ.

title.households = Danh sách hộ
title.enrol = Ghi danh điện thoại
title.register = Thêm hộ mới
title.household = Hộ gia đình
title.edit_profile = Sửa thông tin hộ
title.record_visit = Ghi thăm
title.record_handover = Trao quà
title.correct = Sửa phiếu ghi sai
title.records = Phiếu của tôi
title.note_activity = Ghi tuyên truyền
title.day = Việc hôm nay
title.in_hand = Quà mang theo
title.settings = Cài đặt
title.not_found = Không có trang này

nav.label = Các trang chính
nav.back = Quay lại
nav.households = Hộ
nav.register = Thêm hộ
nav.records = Phiếu
nav.settings = Cài đặt

page.loading = Đang mở…
page.not_fetched = Trang này chưa có trên máy
page.not_fetched_what_to_do = Phiếu đã lưu vẫn an toàn. Hãy ra chỗ có mạng rồi thử lại; tải xong thì không cần mạng nữa. Nếu vẫn không được, hãy đóng ứng dụng rồi mở lại.
page.fetch_again = Thử lại

strip.needs_person = {count} phiếu cần người xem lại
strip.waiting_offline = {count} phiếu chờ gửi · chưa có mạng
strip.waiting = {count} phiếu chờ gửi
strip.sending = Đang gửi {count} phiếu…
strip.offline = Chưa có mạng · vẫn dùng bình thường
strip.first_sync = Đang nhận danh sách hộ…
strip.first_sync_part = Đang nhận: {count}/{all} hộ
strip.all_received = Xã đã nhận {count}/{all} phiếu
strip.up_to_date = Danh sách mới nhất
strip.not_yet = Chưa liên lạc với xã
strip.revoked = Xã đã ngưng điện thoại này
strip.left = Anh chị không còn phụ trách xã này
strip.too_old = Ứng dụng cũ quá, cần cập nhật
strip.not_understood = Chưa hiểu máy chủ của xã

store.stopped_title = Kho phiếu trên máy đã dừng
store.stopped_what_to_do = Phiếu đã lưu vẫn còn nguyên, chữ đang gõ còn trên màn hình. Bấm nút dưới đây để mở lại kho.
store.start_again = Mở lại kho

failure.invalid_what_to_do = Chưa lưu. Những gì đã gõ vẫn còn; sửa các chỗ có dấu ! rồi lưu lại.
failure.storage_full = Máy hết chỗ, chưa lưu được
failure.storage_full_what_to_do = Chưa có gì bị ghi dở, phiếu này vẫn còn trên màn hình. Hãy xóa bớt ảnh, video hoặc ứng dụng không dùng, rồi bấm lưu lại. Đừng xóa dữ liệu của Chung Tay.
failure.see_storage = Xem chỗ trống của máy
failure.storage = Kho trên máy trục trặc, chưa lưu được
failure.storage_what_to_do = Phiếu này vẫn còn trên màn hình, các phiếu đã lưu vẫn còn nguyên. Hãy bấm lưu lại; nếu vẫn không được, đóng ứng dụng rồi mở lại: bản nháp sẽ còn.
failure.other_tab = Chung Tay đang mở ở một thẻ khác
failure.other_tab_what_to_do = Chỉ một thẻ được ghi phiếu. Chữ đang gõ vẫn còn trên màn hình. Hãy đóng thẻ kia rồi lưu lại.
failure.offline = Chưa liên lạc được với máy chủ
failure.offline_what_to_do = Việc này cần mạng. Hãy ra chỗ có sóng hoặc bật Wi-Fi rồi thử lại. Những việc khác vẫn làm được khi không có mạng.
failure.link_unknown = Liên kết này không đúng
failure.link_unknown_what_to_do = Có thể liên kết bị chép thiếu. Hãy quét lại mã QR, hoặc xin văn phòng xã một liên kết mới.
failure.link_used = Liên kết này đã dùng rồi
failure.link_used_what_to_do = Mỗi liên kết chỉ ghi danh được một điện thoại. Hãy xin văn phòng xã một liên kết mới cho máy này.
failure.link_of_another = Liên kết này của người khác
failure.link_of_another_what_to_do = Hãy xin văn phòng xã một liên kết mang đúng tên anh chị.
failure.link_expired = Liên kết này đã hết hạn
failure.link_expired_what_to_do = Hãy xin văn phòng xã một liên kết mới rồi mở ngay.
failure.unreceipted = Còn {count} phiếu xã chưa nhận, chưa thoát được
failure.unreceipted_what_to_do = Thoát bây giờ sẽ mất các phiếu đó. Hãy bấm “Gửi ngay” ở trang “Phiếu của tôi” khi có mạng, hoặc gửi bằng tệp, rồi chờ xã báo đã nhận.
failure.carrying = Còn mang {count} tệp của đồng nghiệp
failure.carrying_what_to_do = Phiếu trong đó có thể không còn ở đâu khác. Hãy ra chỗ có mạng để chuyển cho xã trước.
failure.not_a_file = Đây không phải tệp của Chung Tay, hoặc tệp bị thiếu
failure.not_a_file_what_to_do = Hãy chọn tệp chungtay-….txt, hoặc xin đồng nghiệp gửi lại.
failure.cannot_seal = Chưa tạo được tệp
failure.cannot_seal_what_to_do = Phiếu vẫn còn nguyên. Hãy ra chỗ có mạng một lần, hoặc cập nhật trình duyệt, rồi thử lại.
failure.not_found = Không tìm thấy trên máy này
failure.not_found_what_to_do = Hộ hoặc phiếu này không có trong danh sách của máy, hoặc đã được sửa rồi. Hãy quay lại danh sách.
failure.not_enrolled = Điện thoại này chưa ghi danh
failure.not_enrolled_what_to_do = Hãy mở liên kết văn phòng xã đã đưa.
failure.damaged = Hồ sơ hộ này đọc không được
failure.damaged_what_to_do = Hồ sơ đã được để riêng, các hộ khác không bị ảnh hưởng. Hãy báo văn phòng xã.

trouble.reload = Mở lại

panic.title = Màn hình gặp trục trặc
panic.safe = Phiếu đã lưu vẫn an toàn trên máy này. Chữ đang gõ được giữ thành bản nháp.
panic.what_to_do = Bấm nút dưới đây để mở lại.
panic.reload = Mở lại

draft.restored = Bản nháp lần trước
draft.restored_text = Đang ghi dở, đã giữ lại trên máy.
draft.discard = Bỏ nháp, ghi lại từ đầu
draft.unkept = Bản nháp chưa giữ được. Hãy lưu phiếu trước khi rời trang.

save.saving = Đang lưu…
saved.visit = Đã lưu lượt thăm
saved.handover = Đã lưu lượt trao quà
saved.profile = Đã lưu thông tin hộ
saved.registration = Đã lưu hộ mới
saved.correction = Đã lưu phần sửa
saved.proposal = Đã lưu đề nghị
saved.activity = Đã lưu hoạt động tuyên truyền
saved.where = Đã lưu trên máy. Phiếu tự gửi về xã khi có mạng.

welcome.title = Chung Tay
welcome.what_it_is = Ứng dụng ghi lại việc thăm hỏi và trao quà cho hộ nghèo, hộ khó khăn. Dùng được cả ngày không cần mạng.
welcome.step_ask = Xin văn phòng xã một liên kết hoặc mã QR cho điện thoại của anh chị.
welcome.step_open = Quét mã QR bằng máy ảnh, hoặc bấm vào liên kết. Mỗi liên kết dùng một lần.
welcome.step_offline = Danh sách hộ sẽ về máy. Từ đó không cần mạng nữa.
welcome.paste = Có liên kết rồi? Dán vào đây
welcome.paste_hint = Cả liên kết, hoặc chỉ phần sau dấu #
welcome.enrol = Ghi danh điện thoại này
welcome.empty_title = Máy chủ này chưa có dữ liệu
welcome.empty_text = Văn phòng xã cần bắt đầu trước: nhập danh sách của xã, hoặc mở một xã giả để xem thử.
welcome.to_office = Mở trang văn phòng

enrol.asking = Đang ghi danh điện thoại này…
enrol.done = Đã ghi danh
enrol.done_text = Danh sách hộ đang về máy. Anh chị có thể bắt đầu ngay.
enrol.no_code = Ở đây không có mã ghi danh. Hãy mở lại liên kết văn phòng xã đã đưa.
enrol.retry = Thử lại
enrol.other_link = Dán liên kết khác
enrol.whose = Điện thoại này của {name}, {commune}.
enrol.to_households = Xem danh sách hộ

list.search = Tìm tên, ấp, số
list.all = {all} hộ
list.shown = Đang hiện {shown} trong {all} hộ
list.none_match = Không có hộ nào khớp. Thử bớt chữ hoặc bỏ lọc.
list.empty = Danh sách chưa có hộ nào.
list.not_here_yet = Danh sách hộ chưa về máy. Cần mạng một lần đầu.
list.no_hamlet = Chưa rõ ấp
list.hamlet_count = {count} hộ
list.to_give = Còn {count} suất cần trao
list.day_left = Việc hôm nay: còn {count} hộ
list.day_nobody = Việc hôm nay: đã hết
list.day_nowhere = Việc hôm nay: chọn ấp
list.in_hand = Đang giữ {count} suất
list.in_hand_waiting = Xã giao {count} suất, chờ đếm

row.visited = Đã thăm {date}
row.not_visited = Chưa thăm
row.aided = Đã trao
row.to_give = Cần trao quà
row.waiting = Chờ gửi
row.two_values = Hai giá trị

filter.button = Lọc
filter.done = Xem {count} hộ
filter.open = Lọc
filter.open_set = Đang lọc: {what}
filter.clear = Bỏ lọc
filter.all = Tất cả
filter.by_visit = Thăm hay chưa
filter.since = Tính từ ngày {date}
filter.not_visited = Chưa thăm
filter.visited = Đã thăm
filter.to_give = Còn suất cần trao
filter.by_category = Loại hộ

household.actions = Việc cần ghi
household.record_visit = Ghi thăm
household.record_handover = Trao quà
household.profile = Thông tin hộ
household.edit = Sửa thông tin
household.save_profile = Lưu thông tin
household.two_values = {field} có hai giá trị: {values}. Cả hai đều được giữ, chờ văn phòng xã chọn.
household.statuses = Diện hộ theo thời gian
household.from = từ {from}
household.from_to = từ {from} đến {to}
household.decision = Quyết định {decision}
household.standard = chuẩn {standard}
household.no_decision = Chưa có quyết định


history.title = Đã thăm, đã trao
history.empty = Chưa có lượt thăm hay trao quà nào.
history.met = Gặp: {who}
history.handed_over = Trao {item}
history.received_by = Người nhận: {who}
history.goods_worth = {goods} trị giá {value}
history.signature = Xem chữ ký
history.place_noted = Có ghi vị trí
history.recorded = {who} ghi lúc {when}
history.you = Anh chị
history.somebody = Người khác
history.correct = Ghi sai? Sửa lại
history.corrected = Đã sửa
history.replaced = Đã có phiếu khác thay: “{reason}” ({who}, {when})
history.never_happened = Việc này không xảy ra: “{reason}” ({who}, {when})

when.date = Ngày
when.time = Giờ

visit.met = Gặp ai?
visit.met_name = Tên người gặp
visit.purpose = Đến để làm gì?
visit.needs = Nhu cầu nhìn thấy
visit.needs_hint = Ghi nhận nhu cầu, không phải phân loại hộ
visit.change = Hộ có thay đổi?
visit.change_what = Thấy, nghe điều gì?
visit.change_hint = Ghi điều anh chị thấy hoặc nghe, xã sẽ xác minh
visit.note = Ghi chú
visit.save = Lưu lượt thăm

change_seen.none = Không
change_seen.head_died = Chủ hộ đã mất
change_seen.moved_away = Hộ đã chuyển đi
change_seen.nobody_left = Không còn ai
change_seen.split = Có người tách hộ

gone.moved_away = Đã chuyển đi
gone.nobody_left = Không còn ai
gone.joined = Đã nhập vào hộ khác
gone.same = Hồ sơ đã gộp
gone.since = {what} từ ngày {date}
gone.kept = Những gì đã ghi vẫn còn.
gone.holds = Hồ sơ ghi trùng, đã gộp vào hộ này

service.work = Việc làm
service.health = Y tế
service.education = Giáo dục
service.housing = Nhà ở
service.water = Nước, vệ sinh
service.information = Thông tin

place.label = Vị trí
place.hint = Chỉ ghi khi anh chị bấm, làm tròn khoảng 100 mét.
place.asking = Đang tìm vị trí…
place.noted = Đã ghi vị trí, làm tròn khoảng 100 mét.
place.denied = Máy chưa cho phép dùng vị trí. Lượt thăm vẫn lưu được bình thường.
place.unknown = Chưa tìm được vị trí. Lượt thăm vẫn lưu được bình thường.
place.note = Ghi vị trí lần này
place.forget = Bỏ vị trí

handover.campaign = Thuộc chương trình nào?
handover.no_campaign = Ngoài các chương trình
handover.right = Suất máy này giữ cho hộ
handover.no_right = Món khác
handover.item = Trao gì?
handover.free_item = Khác
handover.donor = Của ai tặng
handover.item_name = Tên món quà, khoản hỗ trợ
handover.form = Trao bằng gì?
handover.money = Số tiền
handover.money_hint = Gõ 1.500.000 hoặc 1500000 hoặc 1,5 tr đều được
handover.quantity = Số lượng
handover.unit = Đơn vị
handover.goods_value = Trị giá hiện vật
handover.read_as = Hiểu là {amount}
handover.receiver = Ai nhận?
handover.receiver_name = Họ tên người nhận
handover.relation = Quan hệ với chủ hộ
handover.relation_hint = Ví dụ: con trai, cháu, hàng xóm
handover.save = Lưu lượt trao

proposal.title = Đề nghị hỗ trợ
proposal.why = Máy này không giữ suất nào cho hộ này. Phiếu sẽ là đề nghị, xã xem rồi trả lời.
proposal.reason = Vì sao nên hỗ trợ?
proposal.save = Gửi đề nghị
proposal.waits = Chờ xã trả lời
proposal.granted = Xã đồng ý
proposal.declined = Xã không đồng ý
proposal.withdraw = Rút lại đề nghị
proposal.withdraw_why = Vì sao rút lại?
proposal.withdrawn = Đã rút lại
proposal.said = Xã ghi: {reason}

signature.label = Chữ ký người nhận
signature.hint = Ký bằng ngón tay vào khung trên.
signature.clear = Xóa, ký lại

register.hint = Chỉ ghi những gì biết chắc. Họ tên và ấp là đủ để lưu.
register.category = Đề nghị xếp vào diện
register.category_hint = Chỉ là đề nghị, xã mới quyết định.
register.save = Lưu hộ mới

lookalikes.title = Có {count} hộ giống hộ này trong danh sách
lookalikes.born = sinh {year}
lookalikes.what_to_do = Nếu đúng là hộ đó, hãy bấm vào tên. Nếu là hộ khác, cứ ghi tiếp.

correct.what = Sai thế nào?
correct.replace = Có việc này, nhưng ghi sai
correct.never_happened = Việc này không xảy ra
correct.reason = Vì sao sửa?
correct.reason_hint = Phiếu cũ vẫn được giữ, kèm lý do này.
correct.save = Lưu phần sửa

records.title = Các phiếu ghi trên máy này
records.none = Chưa ghi phiếu nào trên máy này.
records.standing = Xã đã nhận {count}/{all} phiếu
records.waiting = Còn {waiting} phiếu đang chờ gửi. Phiếu đã lưu chắc chắn trên máy.
records.heard = Liên lạc với xã lần cuối: {when}
records.never_heard = Chưa liên lạc với xã lần nào.
records.clock_ahead = Đồng hồ máy này nhanh {span} so với xã. Xã vẫn nhận đủ phiếu, nhưng ngày giờ ghi trên phiếu sẽ sai: hãy chỉnh lại giờ trong phần cài đặt của điện thoại.
records.clock_behind = Đồng hồ máy này chậm {span} so với xã. Xã vẫn nhận đủ phiếu, nhưng ngày giờ ghi trên phiếu sẽ sai: hãy chỉnh lại giờ trong phần cài đặt của điện thoại.
records.send_now = Gửi ngay
records.sending = Đang gửi…
records.offline = Chưa liên lạc được với xã. Đây là chuyện bình thường khi đi ấp; máy tự gửi khi có mạng.
records.refused_what_to_do = Các phiếu vẫn còn nguyên trên máy này. Hãy liên hệ văn phòng xã xin một liên kết mới mang đúng tên anh chị và mở trên chính máy này: phiếu sẽ được gửi tiếp.
records.number = phiếu số {n}
records.saved = Đã lưu trên máy, chờ gửi
records.receipted = Xã đã nhận
records.needs_person = Cần người xem lại
records.kept = Phiếu vẫn được giữ nguyên ở xã và trên máy này; văn phòng xã sẽ xem lại.
records.show_all = Xem cả {count} phiếu

escape.title = Không có mạng? Gửi bằng tệp
escape.text = Đóng {count} phiếu xã chưa nhận vào một tệp khóa mã, gửi qua Zalo, USB hay máy đồng nghiệp. Ai mang hộ cũng được: chỉ xã mở được.
escape.make = Tạo tệp và gửi
escape.made = Đã tạo tệp có {count} phiếu
escape.made_text = Phiếu vẫn ở trên máy này, vẫn ghi là chờ gửi, tới khi xã báo đã nhận.
escape.share = Gửi qua ứng dụng khác
escape.save = Lưu tệp vào máy
escape.file_says = Tệp khóa mã của ứng dụng Chung Tay. Xin chuyển tới văn phòng xã, hoặc chọn tệp này trong Chung Tay ở một điện thoại có mạng (trang Phiếu).

carry.title = Mang giúp tệp của đồng nghiệp
carry.text = Chọn tệp đồng nghiệp nhờ chuyển: máy này gửi cho xã khi có mạng, và không đọc được bên trong.
carry.choose = Chọn tệp mang giúp
carry.count = Đang mang {count} tệp của đồng nghiệp
carry.waits = Chờ chuyển khi có mạng
carry.passed_on = Đã chuyển {count} tệp, xã đã nhận.
carry.refused = Xã không nhận được
carry.give_up = Bỏ tệp này
carry_refused.escape_damaged = Tệp bị hỏng trên đường đi. Hãy xin đồng nghiệp gửi lại.
carry_refused.other = Hãy mang tệp tới văn phòng xã.

record.visit = Thăm hộ
record.handover = Trao quà
record.profile = Sửa thông tin hộ
record.registration = Thêm hộ mới
record.correction = Sửa phiếu ghi sai
record.proposal = Đề nghị hỗ trợ
record.taken = Xác nhận nhận quà
record.activity = Tuyên truyền
record.case = Hồ sơ hỗ trợ
record.step = Bước hỗ trợ

quarantine.too_large = Phiếu dài quá mức cho phép.
quarantine.malformed = Dữ liệu của phiếu bị hỏng.
quarantine.foreign_actor = Phiếu mang dấu của máy khác.
quarantine.sequence = Số phiếu đã dùng rồi, có thể máy này được chép từ máy khác.
quarantine.missing_dependency = Phiếu dựa trên một phiếu mà xã chưa có.
quarantine.poisonous = Phiếu có thể làm hỏng hồ sơ hộ.
quarantine.schema = Phiếu không đúng mẫu.
quarantine.rewrites_fact = Phiếu đổi hoặc xóa một việc đã ghi.
quarantine.invalid_value = Có giá trị không hợp lệ trong phiếu.
quarantine.not_permitted = Điện thoại này không được ghi cho hộ đó.
quarantine.unproven = Phiếu tới bằng tệp, chưa chắc do máy này tạo.
quarantine.other = Xã chưa nhận được phiếu này.

settings.language = Ngôn ngữ
settings.room = Chỗ trống trên máy
settings.room_numbers = Chung Tay đang dùng {used}, còn trống {free}.
settings.room_unknown = Trình duyệt không cho biết còn bao nhiêu chỗ trống.
settings.room_low = Máy sắp hết chỗ. Hãy xóa bớt ảnh, video trước khi đi ghi phiếu.
settings.room_how_to_free = Muốn thêm chỗ: xóa ảnh, video, ứng dụng không dùng. Đừng chọn “Xóa dữ liệu” của Chung Tay hay của trình duyệt.
settings.keep_why = Khi máy gần hết chỗ, trình duyệt có thể tự dọn dữ liệu. Hãy xin nó giữ lại.
settings.keep = Xin giữ dữ liệu của Chung Tay
settings.kept = Trình duyệt hứa giữ dữ liệu
settings.keep_refused = Trình duyệt chưa hứa. Hãy cài Chung Tay vào màn hình chính rồi thử lại.

install.title = Cài vào màn hình chính
install.why = Mở nhanh hơn, và trình duyệt giữ dữ liệu chắc hơn.
install.now = Cài Chung Tay
install.how = Trong trình duyệt, mở bảng chọn (⋮ hoặc nút chia sẻ) rồi chọn “Thêm vào màn hình chính”.

update.title = Có bản mới
update.text = Phiếu đã lưu và bản nháp đều được giữ. Màn hình chỉ mở lại một lần.
update.now = Dùng bản mới
update.note = Có bản mới của ứng dụng. Cập nhật trong Cài đặt lúc thuận tiện.

sign_out.title = Trả máy, thoát
sign_out.text = Xóa toàn bộ danh sách hộ khỏi máy này. Chỉ làm được khi xã đã nhận đủ phiếu.
sign_out.ask = Thoát khỏi máy này
sign_out.sure = Danh sách hộ và bản nháp trên máy này sẽ bị xóa. Muốn dùng lại phải xin liên kết mới.
sign_out.yes = Đúng, xóa và thoát
sign_out.no = Không, ở lại

not_found.text = Địa chỉ này không dẫn tới đâu cả. Phiếu đã lưu vẫn còn nguyên.
not_found.home = Về danh sách hộ

in_hand.none = Anh chị không giữ quà nào qua sổ giao nhận.
in_hand.lacks = Còn thiếu {count} suất: nhận thêm ở xã.
in_hand.taken = Đã nhận
in_hand.given = Đã trao
in_hand.gone = Trả lại, mất, hỏng
in_hand.to_give = Còn phải trao
in_hand.issued = Xã ghi đã giao anh chị {count} suất, {at}.
in_hand.count = Anh chị đếm được mấy suất?
in_hand.confirm = Xác nhận đã nhận
in_hand.none_left = Anh chị không giữ suất nào
in_hand.none_left_text = Xác nhận đã nhận quà ở xã rồi hãy ghi trao.

day.left = Còn {count} hộ · đã xong {done}
day.choose = Chọn ấp
day.hamlets = Hôm nay đi ấp nào?
day.whom = Tới hộ nào?
day.whom_all = Cần thăm, cần trao
day.whom_giving = Chỉ hộ còn suất
day.no_campaign = Xã chưa có đợt nào: đây là các hộ chưa được thăm lần nào.
day.nothing_left = Các ấp đã chọn không còn hộ nào phải tới.
day.done = Đã xong hôm nay
day.done_count = Đã xong hôm nay: {count} hộ
day.carry = Mang theo
day.load = {count} suất
day.money = Tiền mặt tất cả: {amount}
day.give = Trao {item}
day.visit = Thăm
day.next = Tiếp: {name}
day.arrange = Sắp xếp
day.arranged = Xong
day.pick = Bấm vào hộ hoặc ấp muốn dời.
day.moving = Dời {name}: bấm chỗ muốn đặt.
day.up = ▲ Lên
day.down = ▼ Xuống

activity.no_campaign = Xã chưa có đợt vận động nào.
activity.channel = Tuyên truyền bằng gì?
activity.topic = Nội dung
activity.reach_text = Khoảng bao nhiêu người nghe?
activity.place = Ở đâu
activity.organisation = Đơn vị làm
activity.on = Ngày
activity.note = Ghi thêm
activity.save = Lưu
channel.loudspeaker = Loa truyền thanh
channel.meeting = Họp, sinh hoạt
channel.door_to_door = Đến từng hộ
channel.print = Tờ rơi, băng rôn
channel.social = Zalo, Facebook
channel.press = Báo, đài

title.open_case = Khảo sát hỗ trợ
title.note_step = Ghi bước hỗ trợ
saved.case = Đã lưu hồ sơ hỗ trợ
saved.step = Đã lưu bước hỗ trợ
support.title = Hồ sơ hỗ trợ
support.open = Khảo sát, mở hồ sơ
support.item = Đề nghị hỗ trợ gì?
support.need = Hoàn cảnh và nhu cầu
support.estimate = Ước tính bao nhiêu tiền?
support.on = Ngày
support.note = Ghi thêm
support.area = Diện tích sàn (m²)
support.hard = Phần nào đã cứng?
support.hard.floor = Nền cứng
support.hard.frame = Khung, tường cứng
support.hard.roof = Mái cứng
support.hard.other = Phần khác
support.stopped = Tạm dừng
support.to_step = Ghi: {step}
support.save = Lưu
