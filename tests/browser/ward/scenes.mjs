// Scenes that several stories begin with.

/**
 * The server is stopped. Both phones record at one household and edit the same field of it without knowing of each other;
 * then the server is back and the office knows
 * both. Gives that household and another one.
 *
 * @param {import("./ward.mjs").Ward} ward
 * @param {import("./office.mjs").Office} office
 * @param {import("./phone.mjs").Phone} mai
 * @param {import("./phone.mjs").Phone} hung
 */
export async function twoValues(ward, office, mai, hung) {
  const [shared, other] = await office.householdsOfOneName();
  await ward.stop();
  for (const phone of [mai, hung]) await phone.leaveNetwork();
  await mai.openHousehold(shared.head_name);
  await mai.visit({
    met: "head",
    needs: ["water", "schooling"],
    note: "Giếng nhiễm phèn, bé út nghỉ học từ tháng trước.",
  });
  await mai.handOver({ item: "Hỗ trợ sửa giếng", form: "cash", money: "1,5 tr", signed: true });
  await mai.edit({ note: "Nhà dột mái sau, cần tôn." });
  await hung.openHousehold(shared.head_name);
  await hung.edit({ note: "Mái đã lợp lại tuần trước." });

  await ward.start();
  await mai.findNetwork();
  await mai.hasAllReceipted(3);
  await hung.findNetwork();
  await hung.hasAllReceipted(1);
  await mai.sendNow();
  await mai.openHousehold(shared.head_name);
  await mai.see("two-values").waitFor();
  return { shared, other };
}
