import { Link } from '@tanstack/react-router';

export function Wordmark() {
  return (
    <Link to="/" className="rounded-sm font-semibold font-serif text-20 text-ink tracking-tight">
      Staka
      <span aria-hidden className="text-sanguine-text">
        .
      </span>
    </Link>
  );
}
