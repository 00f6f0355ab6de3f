import { visible } from '../../../problem/visible';
import { hrefOf } from '../model/route';

/** A name from a server: a text, in which everything is to be seen. */
export function Name({ children }: { readonly children: string }) {
  return <bdi>{visible(children)}</bdi>;
}

/** A role, and the way to its page. */
export function RoleLink({ server, name }: { readonly server: string; readonly name: string }) {
  if (name === 'public') {
    return (
      <a class="role" href={hrefOf({ view: 'everybody', server })}>
        PUBLIC
      </a>
    );
  }
  return (
    <a class="role" href={hrefOf({ view: 'role', server, name })}>
      <Name>{name}</Name>
    </a>
  );
}
