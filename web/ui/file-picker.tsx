import { type ReactNode, useRef } from 'react';
import { Button, IconButton } from './button.tsx';

type Picker = { multiple?: boolean; onFiles: (files: File[]) => void };

/** A button that opens the device's own choice of files. */
export function FilePicker(
  props: Picker & { look?: 'primary' | 'secondary' | 'quiet'; size?: 'normal' | 'small'; children: ReactNode },
) {
  const { input, open } = useFileInput(props);
  return (
    <>
      {input}
      <Button
        onClick={open}
        {...(props.look ? { look: props.look } : {})}
        {...(props.size ? { size: props.size } : {})}
      >
        {props.children}
      </Button>
    </>
  );
}

/** The same with an icon alone. */
export function FilePickerIcon(props: Picker & { label: string; children: ReactNode }) {
  const { input, open } = useFileInput(props);
  return (
    <>
      {input}
      <IconButton label={props.label} onClick={open}>
        {props.children}
      </IconButton>
    </>
  );
}

function useFileInput({ multiple = false, onFiles }: Picker) {
  const ref = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={ref}
      type="file"
      hidden
      tabIndex={-1}
      multiple={multiple}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // So that choosing the same file again is heard.
        event.target.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
  );
  return { input, open: () => ref.current?.click() };
}
