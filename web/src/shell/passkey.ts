/** Forms that a passkey is made or used for: `data-passkey` says which, the options stand in the page or at the action. */

interface Options {
  publicKey: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

export function watchPasskeys(): void {
  document.addEventListener("submit", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-passkey]");
    const field = form?.querySelector<HTMLInputElement>("input[name=credential]");
    if (!form || !field || field.value) return;
    event.preventDefault();
    void answer(form).then(
      (credential) => {
        field.value = JSON.stringify(credential);
        form.submit();
      },
      () => tell(form, isKnown() ? "failed" : "old"),
    );
  });
}

async function answer(form: HTMLFormElement): Promise<PublicKeyCredentialJSON> {
  const { publicKey } = await options(form);
  const credential = await (form.dataset.passkey === "create" ? made(publicKey) : used(publicKey));
  if (!credential) throw new Error("no passkey");
  return (credential as PublicKeyCredential).toJSON();
}

async function options(form: HTMLFormElement): Promise<Options> {
  const here = form.querySelector("#passkey-options")?.textContent;
  if (here) return JSON.parse(here) as Options;
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return ((await response.json()) as { request_options: Options }).request_options;
}

/** A passkey that works alone: kept on the device, which asks whose it is. */
function made(publicKey: Options["publicKey"]): Promise<Credential | null> {
  const alone: AuthenticatorSelectionCriteria = {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  const said = { ...publicKey, authenticatorSelection: alone };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(said) });
}

function used(publicKey: Options["publicKey"]): Promise<Credential | null> {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

function isKnown(): boolean {
  return "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

function tell(form: HTMLFormElement, trouble: "old" | "failed"): void {
  const note = form.querySelector<HTMLElement>("[data-passkey-trouble]");
  const words = note?.querySelector("p");
  if (!note || !words) return;
  words.textContent = words.dataset[trouble] ?? "";
  note.hidden = false;
}
