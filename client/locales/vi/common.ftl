# Lời dùng chung cho điện thoại và văn phòng.

app.name = Chung Tay
app.synthetic = DỮ LIỆU GIẢ, không có người thật

field.optional = không bắt buộc
field.problems = {count} chỗ cần sửa trước khi lưu
signature.alt = Chữ ký của người nhận

span.minutes = {count} phút
span.hours = {count} giờ
span.days = {count} ngày

error.missing = Chỗ này cần điền.
error.too_long = Dài quá, hãy viết ngắn lại.
error.unreadable = Chưa đọc được, hãy xem lại cách viết.
error.not_positive = Phải lớn hơn 0.
error.too_large = Lớn quá, hãy xem lại.
error.in_future = Thời điểm này chưa tới.
error.readings = Có thể là {few} hoặc {many}. Hãy viết đủ số.
error.too_little = Hiểu là {amount} đ: số tiền phải lớn hơn 0.
error.too_much = Hiểu là {amount} đ: lớn quá, nhiều nhất 10.000 tỷ đồng.
error.ambiguous = Có thể hiểu hai cách. Hãy viết đủ số, ví dụ 1.500.000, 1,5 tr hoặc 2,5 kg.
error.unchanged = Chưa có gì thay đổi so với lần ghi trước.
error.no_right = Máy này không giữ suất để trao cho hộ này. Hãy gửi đề nghị.
error.already_given = Hộ này đã nhận suất này rồi.
error.taken = Tên này đã dùng rồi.
error.unknown = Không còn trong danh sách. Hãy chọn lại.
error.gone = Hộ này đã rời đi, không còn ai, hoặc đã gộp vào hộ khác.
error.holds_others = Hồ sơ này đang giữ hồ sơ khác đã gộp.
error.already_received = Đã thu đủ rồi.
error.in_use = Còn khoản khác dựa vào.
error.not_in_stock = Kho không còn đủ.
error.not_taken = Chưa xác nhận đã nhận quà ở xã.
error.not_in_hand = Người phát không còn phần quà nào.
error.no_decision_number = Quyết định phải có số.
error.no_donor = Ủng hộ trực tiếp phải ghi tên nhà tài trợ.
error.not_approved = Khoản này chưa được phê duyệt.
error.over_approved = Nhiều hơn số đã phê duyệt. Hãy ghi lý do vào ghi chú.
error.second_person = Người đồng ý phải là người khác, không phải người đang ghi.
error.stopped = Hồ sơ đang tạm dừng. Hãy cho tiếp tục trước.
error.not_next = Chưa đến bước này, hoặc bước này đã qua.
error.too_early = Sớm hơn ngày của bước trước.
error.other = Chưa đúng, hãy xem lại.

category.poor = Hộ nghèo
category.near_poor = Hộ cận nghèo
category.difficult = Hộ khó khăn
category.especially_difficult = Đặc biệt khó khăn
category.policy = Đối tượng chính sách
category.newly_escaped = Mới thoát nghèo
category.other = Chưa phân loại

gender.male = Nam
gender.female = Nữ

profile.head_name = Họ tên chủ hộ
profile.nickname = Tên thường gọi
profile.gender = Giới tính
profile.birth = Ngày hoặc năm sinh
profile.national_id = Số định danh / CCCD
profile.phone = Điện thoại
profile.hamlet = Ấp, khu vực
profile.address = Địa chỉ, đường đi
profile.member_count = Số nhân khẩu
profile.note = Hoàn cảnh, ghi chú
profile_hint.nickname = Ví dụ: chú Tư, bà Sáu
profile_hint.birth = Ngày sinh, hoặc chỉ năm sinh: 12/5/1960 hay 1960
profile_hint.national_id = 12 số, hoặc 9 số trên CMND cũ. Chưa có thì để trống.
lookalike.national_id = trùng số định danh
lookalike.same_name = trùng họ tên và ấp
lookalike.similar_name = tên gần giống, cùng ấp, tuổi gần nhau
lookalike.phone = trùng số điện thoại

purpose.visit = Thăm hỏi
purpose.gift = Trao quà, hỗ trợ
purpose.survey = Khảo sát nhu cầu
purpose.check = Kiểm tra sau hỗ trợ

met.head = Chủ hộ
met.member = Người trong hộ
met.neighbour = Hàng xóm, người thân
met.nobody = Không có ai ở nhà

history.donor = Của {name} tặng
need.job = Việc làm
need.dependants = Người phụ thuộc
need.nutrition = Dinh dưỡng trẻ em
need.health_insurance = Bảo hiểm y tế
need.adult_education = Trình độ người lớn
need.schooling = Trẻ em đi học
need.housing_quality = Chất lượng nhà
need.housing_area = Diện tích nhà
need.water = Nước sinh hoạt
need.latrine = Nhà tiêu hợp vệ sinh
need.telecom = Internet, viễn thông
need.information_device = Phương tiện nghe nhìn

form.cash = Tiền mặt
form.bank_transfer = Chuyển khoản
form.in_kind = Hiện vật
form.cash_and_goods = Tiền mặt và hiện vật

receiver.head = Chủ hộ
receiver.representative = Người đại diện của hộ
receiver.other = Người khác nhận thay

consent.title = Đồng ý cho dùng thông tin
consent.use.aid = Ghi chép để thăm hỏi, xét hỗ trợ
consent.use.health = Ghi bệnh tật, khuyết tật
consent.use.posting = Niêm yết tên và phần quà
consent.use.donors = Chuyển cho nhà tài trợ
consent.use.story = Đưa tin, kể chuyện
consent.use.other = Việc khác
consent.answer.yes = Đồng ý
consent.answer.no = Không
consent.answer.unasked = Chưa hỏi
consent.answer.other = Chưa hỏi
