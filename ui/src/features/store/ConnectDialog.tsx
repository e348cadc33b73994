import { useEffect, useRef, useState } from "react";
import { Checkbox } from "react-aria-components";
import { type EncryptionDto, type ServerDto, useIpc, useSessionActions } from "@/ipc";
import { Button, type Choice, Dialog, Field, SafeText, Segmented, Select } from "@/shared/ui";
import styles from "./ConnectDialog.module.css";
import { asked, beginWith, type Connection, firstWrong, type Problems, type SignIn, sorted } from "./connect";
import { useEntering } from "./useStoreActions";

const FORM = "connect";
const NONE: Problems = { beside: {}, whole: null };
const SIGN_INS: { key: SignIn; label: string }[] = [
  { key: "password", label: "Password" },
  { key: "token", label: "Entra token" },
];
const ENCRYPTIONS: Choice<EncryptionDto>[] = [
  { key: "required", label: "Required" },
  { key: "strict", label: "Strict", note: "TDS 8.0: SQL Server 2022, Azure SQL" },
];

/** Where the sheet begins: a server, and why opening it again did not work. */
export interface ConnectAt {
  server: ServerDto | null;
  problem: string | null;
}

/** Asks where a store on a server is and who asks for it, and connects. */
export function ConnectDialog({ at, onClose }: { at: ConnectAt | null; onClose: () => void }) {
  const stop = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => stop.current?.abort(), []);
  const close = () => {
    stop.current?.abort();
    onClose();
  };
  const foot = (
    <>
      {isBusy && (
        <span role="status" className={styles.busy}>
          Connecting…
        </span>
      )}
      <Button onPress={isBusy ? () => stop.current?.abort() : close}>{isBusy ? "Stop" : "Cancel"}</Button>
      <Button variant="primary" type="submit" form={FORM} isDisabled={isBusy}>
        Connect
      </Button>
    </>
  );
  return (
    <Dialog title="Connect to a server" isOpen={at !== null} onClose={close} foot={foot}>
      {at && <Sheet at={at} stop={stop} onBusy={setBusy} onDone={onClose} />}
    </Dialog>
  );
}

function Sheet({
  at,
  stop,
  onBusy,
  onDone,
}: {
  at: ConnectAt;
  stop: React.RefObject<AbortController | null>;
  onBusy: (isBusy: boolean) => void;
  onDone: () => void;
}) {
  const session = useSessionActions();
  const enter = useEntering();
  const form = useRef<HTMLFormElement>(null);
  const [connection, setConnection] = useState(() => beginWith(at.server));
  const [problems, setProblems] = useState<Problems>({ ...NONE, whole: at.problem });
  const change = (part: Partial<Connection>) => {
    setConnection((old) => ({ ...old, ...part }));
    setProblems((old) => without(old, Object.keys(part)));
  };
  const connect = async () => {
    stop.current = new AbortController();
    setProblems(NONE);
    onBusy(true);
    const found = await session.connect(asked(connection), stop.current.signal);
    onBusy(false);
    if (found === null) {
      onDone();
      return enter();
    }
    const wrong = sorted(found);
    setProblems(wrong);
    const first = firstWrong(wrong);
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form
      id={FORM}
      ref={form}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      {problems.whole && (
        <p role="alert" className={styles.problem}>
          <SafeText text={problems.whole} />
        </p>
      )}
      <Place connection={connection} problems={problems} onChange={change} />
      <Who connection={connection} problems={problems} onChange={change} />
      <Line connection={connection} problems={problems} onChange={change} />
    </form>
  );
}

interface PartProps {
  connection: Connection;
  problems: Problems;
  onChange: (part: Partial<Connection>) => void;
}

function Place({ connection, problems: { beside }, onChange }: PartProps) {
  return (
    <>
      <div className={styles.server}>
        <Field
          code
          autoFocus={connection.host === ""}
          label="Server"
          name="host"
          placeholder="sql.example.com"
          value={connection.host}
          onChange={(host) => onChange({ host })}
          error={beside.host}
        />
        <Field
          code
          label="Port"
          name="port"
          value={connection.port}
          onChange={(port) => onChange({ port })}
          error={beside.port}
        />
      </div>
      <Field
        code
        label="Database"
        name="database"
        value={connection.database}
        onChange={(database) => onChange({ database })}
        error={beside.database}
      />
    </>
  );
}

function Who({ connection, problems: { beside }, onChange }: PartProps) {
  const isLogin = connection.signIn === "password";
  return (
    <fieldset className={styles.group} aria-label="Sign in">
      <div className={styles.signIn}>
        <span className={styles.legend}>Sign in with</span>
        <Segmented
          label="Sign in with"
          choices={SIGN_INS}
          selected={connection.signIn}
          onSelect={(signIn) => onChange({ signIn, secret: "" })}
        />
      </div>
      <div className={isLogin ? styles.pair : undefined}>
        {isLogin && (
          <Field
            code
            label="Login"
            name="user"
            value={connection.user}
            onChange={(user) => onChange({ user })}
            error={beside.user}
          />
        )}
        <Field
          code
          type="password"
          autoFocus={connection.host !== ""}
          label={isLogin ? "Password" : "Token"}
          name="secret"
          value={connection.secret}
          onChange={(secret) => onChange({ secret })}
          hint={
            isLogin
              ? "Left empty: the one in the keychain."
              : "A ready-made access token. It stays in memory until the store is closed."
          }
          error={beside.secret}
        />
      </div>
      {isLogin && (
        <Checkbox
          className={styles.keep}
          isSelected={connection.keep}
          isDisabled={connection.secret === ""}
          onChange={(keep) => onChange({ keep })}
        >
          <span className={styles.box} aria-hidden />
          Keep the password in the keychain of this machine
        </Checkbox>
      )}
    </fieldset>
  );
}

function Line({ connection, problems: { beside }, onChange }: PartProps) {
  const ipc = useIpc();
  const pick = async () => {
    const ca = await ipc.pickCertificates();
    if (ca !== null) onChange({ ca });
  };
  return (
    <>
      <Select
        label="Encryption"
        choices={ENCRYPTIONS}
        selected={connection.encryption}
        onSelect={(encryption) => onChange({ encryption })}
      />
      <div className={styles.file}>
        <Field
          code
          label="Certificate authority (optional)"
          name="ca"
          value={connection.ca}
          onChange={(ca) => onChange({ ca })}
          hint="A PEM or DER file, for a private authority."
          error={beside.ca}
        />
        <Button className={styles.besideField} onPress={() => void pick()}>
          Choose…
        </Button>
      </div>
    </>
  );
}

/** What was told beside a field that is being mended is no longer told. */
function without({ beside, whole }: Problems, fields: string[]): Problems {
  const left = Object.entries(beside).filter(([field]) => !fields.includes(field));
  return { beside: Object.fromEntries(left), whole };
}
