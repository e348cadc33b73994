import type { ConnectDto, ConnectFieldDto, EncryptionDto, FieldProblemDto, ServerDto } from "@/ipc";

/** How somebody says who they are. */
export type SignIn = "password" | "token";

/** What stands in the fields of the connect sheet. */
export interface Connection {
  host: string;
  port: string;
  database: string;
  signIn: SignIn;
  user: string;
  secret: string;
  keep: boolean;
  encryption: EncryptionDto;
  ca: string;
}

/** Where the sheet begins: with a server that was opened before, or with nothing. */
export function beginWith(server: ServerDto | null): Connection {
  const { host, port, database, user, encryption, ca } = server ?? NOTHING;
  const signIn = user === null ? "token" : "password";
  return { host, port, database, signIn, user: user ?? "", secret: "", keep: false, encryption, ca };
}

const NOTHING: ServerDto = {
  host: "",
  port: "1433",
  database: "",
  user: "",
  encryption: "required",
  ca: "",
};

/** What the backend is asked. A token is short-lived and never kept. */
export function asked(connection: Connection): ConnectDto {
  const { host, port, database, signIn, user, secret, keep, encryption, ca } = connection;
  const isLogin = signIn === "password";
  return {
    server: { host, port, database, user: isLogin ? user : null, encryption, ca },
    secret,
    keep: isLogin && keep && secret !== "",
  };
}

/** What is told beside which field, and what about the sheet as a whole. */
export interface Problems {
  beside: Partial<Record<ConnectFieldDto, string>>;
  whole: string | null;
}

export function sorted(problems: FieldProblemDto[]): Problems {
  const beside: Problems["beside"] = {};
  const whole: string[] = [];
  for (const { field, message } of problems) {
    if (field === null || field === "encryption") whole.push(message);
    else beside[field] ??= message;
  }
  return { beside, whole: whole.length > 0 ? whole.join(" ") : null };
}

/** The first field, as they stand in the sheet, that has to be mended. */
export function firstWrong({ beside }: Problems): ConnectFieldDto | null {
  return ORDER.find((field) => beside[field] !== undefined) ?? null;
}

const ORDER: ConnectFieldDto[] = ["host", "port", "database", "user", "secret", "ca"];
