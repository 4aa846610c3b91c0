import { useDoorWords } from './use-door-words.ts';

/** A page under correction, beside the doors on wide screens: what this place is for, shown rather than told. */
export function Proof() {
  const words = useDoorWords().proof;
  return (
    <div
      aria-hidden
      className="hidden select-none items-center justify-center border-line border-s bg-sunken p-12 lg:flex"
    >
      <div className="max-w-prose border border-line bg-surface px-14 py-16 font-serif text-20 text-ink leading-9">
        <p className="mb-6 text-13 text-ink-faint">{words.place}</p>
        <p className="indent-8">
          {words.parts.map((part) => (
            <ProofPart key={part.text} {...part} />
          ))}
        </p>
        <p className="mt-8 border-sanguine border-s-2 ps-4 text-14 text-sanguine-text italic leading-6">{words.note}</p>
      </div>
    </div>
  );
}

function ProofPart(props: { text: string; mark?: 'out' | 'in' | undefined }) {
  if (props.mark === 'out') return <del className="text-ink-faint decoration-2 decoration-sanguine">{props.text}</del>;
  if (props.mark === 'in') {
    return <ins className="text-sanguine-text decoration-1 underline-offset-4">{props.text}</ins>;
  }
  return props.text;
}
