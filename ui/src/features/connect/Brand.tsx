/** The product's mark, the one place where teal does not mean live. */
export function Brand() {
  return (
    <svg width="32" height="32" viewBox="64 64 896 896" aria-hidden="true" focusable="false">
      <rect x="64" y="64" width="896" height="896" rx="208" fill="#0b6f66" />
      <path
        d="M344 268h336c66 0 112 46 112 112v188c0 66-46 112-112 112H508L372 792c-14 12-36 2-36-17V680c-60-6-104-50-104-112V380c0-66 46-112 112-112z"
        fill="#fff"
      />
      <rect x="356" y="382" width="312" height="64" rx="32" fill="#0b6f66" />
      <rect x="356" y="506" width="184" height="64" rx="32" fill="#0b6f66" />
      <circle cx="636" cy="538" r="34" fill="#4b4fd6" />
    </svg>
  );
}
