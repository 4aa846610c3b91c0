import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useId, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { sessionQuery } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { type Crop, moved, placeOf, type Size } from './crop.ts';
import { useAvatarWords } from './use-avatar-words.ts';

/** The side of the square that is shown, in pixels. */
const SIDE = 240;

/** Which square of the picture is kept: by dragging it, or by sliders, which the keyboard moves as well. */
export function CropDialog(props: { file: File; onClose: () => void }) {
  const words = useAvatarWords();
  const says = useWords().ui;
  const client = useQueryClient();
  const [crop, setCrop] = useState<Crop>({ x: 0.5, y: 0.5, zoom: 1 });
  const [size, setSize] = useState<Size | 'unreadable' | null>(null);
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/users/me/avatar', {
          params: { query: crop },
          // The body is the file itself, which no contract describes.
          body: props.file as never,
          bodySerializer: (file: unknown) => file as File,
          headers: { 'content-type': props.file.type || 'application/octet-stream' },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast({ title: words.saved });
      props.onClose();
    },
  });
  return (
    <Dialog open onOpenChange={props.onClose} title={words.cut} description={words.cutHint} dismissible={false}>
      <div className="grid gap-4">
        <FormFailure failure={save.error} />
        {size === 'unreadable' ? <Notice tone="warning">{words.unreadable}</Notice> : null}
        <Preview file={props.file} crop={crop} size={size} onSize={setSize} onCrop={setCrop} />
        <Slider label={words.zoom} from={1} to={5} value={crop.zoom} onChange={(zoom) => setCrop({ ...crop, zoom })} />
        <Slider label={words.across} from={0} to={1} value={crop.x} onChange={(x) => setCrop({ ...crop, x })} />
        <Slider label={words.down} from={0} to={1} value={crop.y} onChange={(y) => setCrop({ ...crop, y })} />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" pending={save.isPending} disabled={size === null} onClick={() => save.mutate()}>
            {says.save}
          </Button>
          <Button look="quiet" onClick={props.onClose}>
            {says.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Preview(props: {
  file: File;
  crop: Crop;
  size: Size | 'unreadable' | null;
  onSize: (size: Size | 'unreadable') => void;
  onCrop: (crop: Crop) => void;
}) {
  const { file, crop, size, onCrop } = props;
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const isShown = size !== null && size !== 'unreadable';
  const drag = ({ buttons, movementX, movementY }: PointerEvent) => {
    if (buttons === 1 && isShown) onCrop(moved(crop, size, { x: movementX / SIDE, y: movementY / SIDE }));
  };
  return (
    <div
      className="relative mx-auto size-60 cursor-move touch-none overflow-hidden rounded-full border border-line bg-sunken"
      onPointerMove={drag}
    >
      {url === '' ? null : (
        <img
          src={url}
          alt=""
          draggable={false}
          className="absolute max-w-none select-none"
          style={isShown ? pixels(placeOf(crop, size)) : undefined}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            props.onSize({ width, height })
          }
          onError={() => props.onSize('unreadable')}
        />
      )}
    </div>
  );
}

function Slider(props: { label: string; from: number; to: number; value: number; onChange: (value: number) => void }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-14">
        {props.label}
      </label>
      <input
        id={id}
        type="range"
        min={props.from}
        max={props.to}
        step={(props.to - props.from) / 100}
        value={props.value}
        onChange={({ target }) => props.onChange(target.valueAsNumber)}
        className="h-6 w-full accent-accent pointer-coarse:h-11"
      />
    </div>
  );
}

function pixels(place: ReturnType<typeof placeOf>): Record<keyof typeof place, string> {
  const { left, top, width, height } = place;
  return {
    left: `${left * SIDE}px`,
    top: `${top * SIDE}px`,
    width: `${width * SIDE}px`,
    height: `${height * SIDE}px`,
  };
}
