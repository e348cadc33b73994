/** The program's mark: a time bar, its playhead, and the look back. */
export function Mark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 1024 1024" width={size} height={size} aria-hidden>
      <rect x="32" y="32" width="960" height="960" rx="216" fill="#0E1116" />
      <path d="M160 736 H224 M448 736 H864" stroke="#5B6677" strokeWidth="64" strokeLinecap="round" />
      <path d="M336 656 V816" stroke="#F2F5F9" strokeWidth="96" strokeLinecap="round" />
      <path
        d="M800 576 V464 A232 232 0 0 0 336 464"
        fill="none"
        stroke="#4C8DFF"
        strokeWidth="80"
        strokeLinecap="round"
      />
      <path
        d="M240 432 H432 L336 544 Z"
        fill="#4C8DFF"
        stroke="#4C8DFF"
        strokeWidth="32"
        strokeLinejoin="round"
      />
    </svg>
  );
}
