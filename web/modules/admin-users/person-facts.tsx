import type { ReactNode } from 'react';
import type { AdministeredUser } from '../../api/types.ts';
import { Notice } from '../../ui/notice.tsx';
import { DateOnly } from '../../ui/time.tsx';
import { usePeopleWords } from './use-people-words.ts';
import { UserState } from './users-table.tsx';

/** What is known of a person, and why they are deactivated. */
export function PersonFacts(props: { user: AdministeredUser }) {
  const { user } = props;
  const says = usePeopleWords();
  return (
    <div className="grid gap-4">
      {user.deactivatedAt === null ? null : (
        <Notice tone="warning">
          {says.inactive} · <DateOnly at={user.deactivatedAt} />
          {user.deactivationReason === null ? null : <span className="block pt-1">{user.deactivationReason}</span>}
        </Notice>
      )}
      <dl className="grid gap-x-6 gap-y-3 text-14 sm:grid-cols-[12rem_minmax(0,1fr)]">
        <Fact name={says.state}>
          <UserState user={user} />
        </Fact>
        <Fact name={says.email}>
          <a href={`mailto:${user.email}`} className="underline decoration-line-strong underline-offset-4">
            {user.email}
          </a>
        </Fact>
        <Fact name={says.secondFactor}>{user.hasSecondFactor ? says.withFactor : says.withoutFactor}</Fact>
        <Fact name={says.since}>
          <DateOnly at={user.createdAt} />
        </Fact>
        <Fact name={says.telephone}>{user.telephone}</Fact>
        <Fact name={says.adresse}>{user.adresse}</Fact>
        <Fact name={says.bio}>{user.bio}</Fact>
      </dl>
    </div>
  );
}

/** Of what is not known nothing is said. */
function Fact(props: { name: string; children: ReactNode }) {
  if (props.children === null || props.children === '') return null;
  return (
    <div className="contents">
      <dt className="text-ink-soft">{props.name}</dt>
      <dd className="wrap-anywhere whitespace-pre-line max-sm:-mt-2">{props.children}</dd>
    </div>
  );
}
