import type { Person } from '../api/types.ts';
import { classNames } from './class-names.ts';

const COLOURS = ['bg-person-1', 'bg-person-2', 'bg-person-3', 'bg-person-4', 'bg-person-5', 'bg-person-6'];
const SIZES = { small: 'size-6 text-[0.6875rem]', normal: 'size-8 text-13', large: 'size-14 text-20' };

/** The picture of a person, or their initials on a colour of their own. Their name stands beside it. */
export function Avatar(props: { person: Pick<Person, 'id' | 'prenom' | 'nom' | 'avatar'>; size?: keyof typeof SIZES }) {
  const size = SIZES[props.size ?? 'normal'];
  const { avatar, id } = props.person;
  // A picture that is kept elsewhere is not fetched: the page lets nothing in that is not ours.
  if (avatar?.startsWith('/'))
    return <img src={avatar} alt="" className={classNames('flex-none rounded-full object-cover', size)} />;
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex flex-none select-none items-center justify-center rounded-full font-medium text-ink',
        COLOURS[colourOf(id)],
        size,
      )}
    >
      {initialsOf(props.person)}
    </span>
  );
}

/** « Jean Dupont ». */
export function fullName(person: Pick<Person, 'prenom' | 'nom'>): string {
  return `${person.prenom} ${person.nom}`.trim();
}

export function initialsOf(person: Pick<Person, 'prenom' | 'nom'>): string {
  return [person.prenom, person.nom].map((name) => [...name.trim()][0]?.toUpperCase() ?? '').join('');
}

function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 997;
  return sum % COLOURS.length;
}
