import { useLangue } from '../i18n/words.tsx';
import { formatMoney } from './formats.ts';

export function Money(props: { cents: number; currency?: string }) {
  const { langue } = useLangue();
  return <span className="numbers whitespace-nowrap">{formatMoney(props.cents, langue, props.currency)}</span>;
}
