import { describe, expect, it } from "vitest";
import { asked, beginWith, firstWrong, sorted } from "./connect";

const SERVER = {
  host: "db.example",
  port: "2000",
  database: "audit",
  user: "ada",
  encryption: "strict",
  ca: "/etc/ca.pem",
} as const;

describe("the fields of the connect sheet", () => {
  it("begin with a server that was opened before, never with a secret", () => {
    const fields = beginWith(SERVER);
    expect(fields).toMatchObject({ host: "db.example", signIn: "password", user: "ada", secret: "" });
    expect(beginWith({ ...SERVER, user: null }).signIn).toBe("token");
    expect(beginWith(null)).toMatchObject({ host: "", port: "1433", encryption: "required" });
  });

  it("ask for what stands in them", () => {
    const fields = { ...beginWith(SERVER), secret: "s3cret", keep: true };
    expect(asked(fields)).toEqual({ server: SERVER, secret: "s3cret", keep: true });
    expect(asked({ ...fields, secret: "" }).keep).toBe(false);
  });

  it("name no login and keep nothing where a token says who asks", () => {
    const fields = { ...beginWith(SERVER), signIn: "token" as const, secret: "eyJ0", keep: true };
    expect(asked(fields)).toMatchObject({ server: { user: null }, secret: "eyJ0", keep: false });
  });

  it("tell each fault beside its field, and the first one in their order", () => {
    const problems = sorted([
      { field: "ca", message: "no file" },
      { field: "host", message: "no name" },
      { field: "host", message: "no answer" },
      { field: null, message: "odd" },
    ]);
    expect(problems).toEqual({ beside: { ca: "no file", host: "no name" }, whole: "odd" });
    expect(firstWrong(problems)).toBe("host");
    expect(firstWrong(sorted([]))).toBeNull();
  });
});
