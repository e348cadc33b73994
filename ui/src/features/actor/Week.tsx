import type { ActorDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import styles from "./Actor.module.css";
import { DAYS, HOURS, offsetName, shortCount, weekOf } from "./week";

/** When an actor acts: the hours of the week as a table whose cells grow darker; each tells its count. */
export function Week({ actor: { hours, offsetMinutes, untimed } }: { actor: ActorDto }) {
  const zone = offsetName(offsetMinutes);
  return (
    <figure className={styles.week}>
      <table>
        <caption>
          Events by hour of the week, in {zone}
          {offsetMinutes !== 0 && " all year round: summer time is not followed"}
        </caption>
        <thead>
          <tr>
            <td />
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                <span className="visuallyHidden">{hour}:00</span>
                <span aria-hidden>{hour % 3 === 0 ? hour : ""}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekOf(hours).map((day, index) => (
            <tr key={DAYS[index]}>
              <th scope="row">
                <span className="visuallyHidden">{DAYS[index]}</span>
                <span aria-hidden>{DAYS[index]?.slice(0, 3)}</span>
              </th>
              {day.map(({ count, heat }, hour) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
                  key={hour}
                  data-heat={heat}
                  title={`${DAYS[index]} ${hour}:00 to ${hour + 1}:00 ${zone}: ${counted(count, "event")}`}
                >
                  {count < 1000 ? (
                    count || <span className={styles.zero}>0</span>
                  ) : (
                    <>
                      <span aria-hidden>{shortCount(count)}</span>
                      <span className="visuallyHidden">{grouped(count)}</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {untimed > 0 && (
        <figcaption>
          The time of {counted(untimed, "event")} cannot be read; they are not in the table.
        </figcaption>
      )}
    </figure>
  );
}
