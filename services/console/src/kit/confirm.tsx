/**
 * What a button does is asked once more beside it. That stands at the end of the page: the keyboard is taken there when it
 * opens, also while the last one is fading, and back when it is left.
 */
import { Popconfirm, type PopconfirmProps } from 'antd';
import { useId, useRef } from 'react';
import { useTexts } from '../language/text.ts';
import { kitTexts } from './texts.ts';

type ConfirmProps = Pick<PopconfirmProps, 'title' | 'description' | 'okText' | 'children'> & { onConfirm(): unknown };

export function Confirm({ onConfirm, ...asked }: ConfirmProps) {
  const t = useTexts(kitTexts);
  const confirm = useId();
  const place = useRef<Element | null>(null);
  const opened = (isOpen: boolean) => {
    if (isOpen) place.current = document.activeElement;
    else if (place.current instanceof HTMLElement) place.current.focus();
  };
  return (
    <Popconfirm
      {...asked}
      placement="top"
      styles={{ root: { maxWidth: 'min(420px, calc(100vw - 24px))' } }}
      cancelText={t.cancel}
      // What it answers would keep the question open until it is done.
      onConfirm={() => void onConfirm()}
      okButtonProps={{ id: confirm, autoFocus: true }}
      destroyOnHidden
      onOpenChange={opened}
      afterOpenChange={(isOpen) => isOpen && document.getElementById(confirm)?.focus()}
    />
  );
}
