import type { ConnectDto, FieldProblemDto, RecentStoreDto } from "../bindings";

/** A server store that was opened before. */
export const RECENT_SERVER: RecentStoreDto = {
  target: "mssql://reviewer@sql.acme.example/audit?ca=%2Fetc%2Facme%2Fca.pem",
  name: "audit on sql.acme.example",
  openedAt: "2026-01-04T15:30:10.000000Z",
  exists: true,
  server: {
    host: "sql.acme.example",
    port: "1433",
    database: "audit",
    user: "reviewer",
    encryption: "required",
    ca: "/etc/acme/ca.pem",
  },
};

/** What the made-up server says: it knows one password, one database, and its own certificate alone. */
export function refusal({ server, secret }: ConnectDto): FieldProblemDto[] {
  const wrong: FieldProblemDto[] = [];
  if (!/^[\w.-]+$/.test(server.host))
    wrong.push({ field: "host", message: "Name the server by its name or IP address, without a port." });
  if (!/^\d+$/.test(server.port)) wrong.push({ field: "port", message: "A number from 1 to 65535." });
  if (server.database === "") wrong.push({ field: "database", message: "Name one database." });
  if (server.user === "") wrong.push({ field: "user", message: "Name the login, or sign in with a token." });
  if (wrong.length > 0) return wrong;
  const at = `${server.host}:${server.port}`;
  if (server.host.endsWith(".invalid"))
    return [
      {
        field: "host",
        message: `The server ${at} cannot be reached (no such name); check its name and port, and that the network and its firewall let you through.`,
      },
    ];
  if (server.ca === "")
    return [
      {
        field: "ca",
        message: `The certificate of ${at} is not trusted; name the file of the authority that issued it.`,
      },
    ];
  if (secret !== "open sesame")
    return [
      { field: "secret", message: `The server ${at} refused the login; check the user and the password.` },
    ];
  if (server.database !== "audit")
    return [
      {
        field: "database",
        message: `The server ${at} has no database "${server.database}" that this login may open; check its name, or have access granted.`,
      },
    ];
  return [];
}
