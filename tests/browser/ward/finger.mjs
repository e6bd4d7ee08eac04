// What a phone knows its owner by: a sensor with passkeys of its own, played by the browser.

import { until } from "./until.mjs";
import { everythingRaw } from "./vault.mjs";

export class Finger {
  #session;
  #sensor;
  #phone;

  constructor(phone, session, sensor) {
    this.#phone = phone;
    this.#session = session;
    this.#sensor = sensor;
  }

  /** Gives the page that is open such a sensor. One without `secrets` knows its owner and makes none. */
  static async on(phone, { secrets = true } = {}) {
    const session = await phone.context.newCDPSession(phone.page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: secrets,
        automaticPresenceSimulation: true,
        isUserVerified: true,
      },
    });
    return new Finger(phone, session, authenticatorId);
  }

  /** From now on another's finger lies on it. After a few tries it knows nobody any more, as real ones do. */
  async isAnothers() {
    await this.#session.send("WebAuthn.setUserVerified", {
      authenticatorId: this.#sensor,
      isUserVerified: false,
    });
  }

  /** The phone has no such sensor any more. */
  async isGone() {
    await this.#session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: this.#sensor });
  }

  /** Turns it on in the settings, which are open. */
  async turnOn(pin) {
    await this.begin(pin);
    await this.#phone.see("finger-make").tap();
    await this.#phone.see("finger-on").waitFor();
  }

  /** The same until the device is to be asked. */
  async begin(pin) {
    await this.#phone.see("finger-begin").tap();
    await this.#phone.type("pin_finger", pin);
    await this.#phone.see("finger-prove").tap();
    await this.#phone.see("finger-make").waitFor();
  }

  /** The device's names of all passkeys that were made on it, one character a byte. */
  async passkeys() {
    const { credentials } = await this.#session.send("WebAuthn.getCredentials", {
      authenticatorId: this.#sensor,
    });
    return credentials.map(({ credentialId }) => Buffer.from(credentialId, "base64").toString("latin1"));
  }

  /** How many of them something on the phone opens by. */
  async passkeysInUse() {
    const { indexedDB } = await everythingRaw(this.#phone.page);
    return (await this.passkeys()).filter((id) => indexedDB.includes(id)).length;
  }

  /** Waits until so many are in use. */
  async hasInUse(count) {
    await until(`${count} passkeys are in use`, async () => (await this.passkeysInUse()) === count);
  }
}
