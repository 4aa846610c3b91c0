import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMe } from '../../api/session.ts';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live-region.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

/** Shown once: kept by copying, downloading or printing them. Nothing but saying so closes it. */
export function RecoveryCodesDialog(props: {
  codes: readonly string[] | null;
  onDone: () => void;
  returnTo: RefObject<HTMLElement | null>;
}) {
  const words = useSecondFactorWords();
  useStay(props.codes !== null);
  return (
    <Dialog
      open={props.codes !== null}
      onOpenChange={props.onDone}
      mustAnswer
      returnTo={props.returnTo}
      title={words.codesTitle}
      description={words.codesOnce}
    >
      {props.codes ? <Codes codes={props.codes} onDone={props.onDone} /> : null}
    </Dialog>
  );
}

function Codes(props: { codes: readonly string[]; onDone: () => void }) {
  const words = useSecondFactorWords();
  const { email } = useMe();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(words.codesCopied);
  };
  const text = `${words.codesFor(email)}\n\n${props.codes.join('\n')}\n`;
  return (
    <div className="grid gap-5">
      <ul className="numbers grid grid-cols-2 gap-x-6 gap-y-2 rounded-md border border-line bg-sunken px-4 py-3 text-16">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {isSecureContext ? (
          <Button size="small" onClick={() => void copy().catch(() => {})}>
            {copied ? words.codesCopied : words.codesCopy}
          </Button>
        ) : null}
        <Button size="small" onClick={() => download(words.codesFile, text)}>
          {words.codesDownload}
        </Button>
        <Button size="small" onClick={() => print()}>
          {words.codesPrint}
        </Button>
      </div>
      <div className="flex justify-end">
        <Button look="primary" onClick={props.onDone}>
          {words.codesKept}
        </Button>
      </div>
      {createPortal(<pre className="sheet">{text}</pre>, document.body)}
    </div>
  );
}

/** As long as it holds, neither the way back nor a reload leaves the page unasked. */
function useStay(stays: boolean): void {
  const { history } = useRouter();
  useEffect(() => {
    if (stays) return history.block({ blockerFn: () => true, enableBeforeUnload: true });
  }, [stays, history]);
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
