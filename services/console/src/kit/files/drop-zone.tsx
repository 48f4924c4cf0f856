/** Where a file is dropped, or several are, or chosen by click or key. */
import { type ReactNode, useState } from 'react';
import './drop-zone.css';

interface DropZoneProps {
  /** What to drop here. */
  readonly label: string;
  readonly hint?: ReactNode;
  /** `.csv,.xlsx` */
  readonly accept: string;
  /** Several at once; each is chosen by itself. */
  readonly isMultiple?: boolean;
  readonly choose: (file: File) => void;
}

export function DropZone({ label, hint, accept, isMultiple = false, choose }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, isMultiple ? undefined : 1)) choose(file);
  };
  return (
    <label
      className={isOver ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        type="file"
        accept={accept}
        multiple={isMultiple}
        onChange={({ target }) => {
          take(target.files);
          // The same file, corrected, may be chosen again.
          target.value = '';
        }}
      />
      <strong>{label}</strong>
      {hint}
    </label>
  );
}
