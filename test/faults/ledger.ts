/** What a server said is done, and so must be found for ever after. */
export type Claim =
  | { readonly kind: 'message'; readonly id: string; readonly commandeId: string; readonly content: string }
  /** So many bytes of an upload are kept. */
  | { readonly kind: 'upload'; readonly id: string; readonly offset: number; readonly by: string }
  | { readonly kind: 'file'; readonly id: string; readonly sha256: string; readonly size: number; readonly by: string }
  | { readonly kind: 'delivery'; readonly commandeId: string; readonly fileIds: readonly string[]; readonly by: string }
  | { readonly kind: 'registration'; readonly email: string };

export interface Acknowledgement {
  readonly claim: Claim;
  /** The X-Request-Id of the answer. */
  readonly requestId: string;
}

/** An upload whose address is known, complete or not. */
export interface OngoingUpload {
  readonly id: string;
  readonly bytes: Buffer;
  readonly token: string;
  readonly sha256: string;
}

/** What a harness asked for and what it was answered. */
export class Ledger {
  readonly acknowledgements: Acknowledgement[] = [];
  /** Answers that should not have been: anything but success from a healthy server. */
  readonly surprises: string[] = [];
  /** What was sent and may have been done or not: to be sent again, as people do. */
  readonly unansweredMessages = new Map<string, { commandeId: string; content: string; token: string }>();
  readonly unfinishedUploads = new Map<string, OngoingUpload>();
  /** The same with those that have come to their end. */
  readonly uploads = new Map<string, OngoingUpload>();
  readonly unansweredDeliveries = new Map<string, { fileIds: string[]; message: string; token: string }>();

  begin(upload: OngoingUpload): void {
    this.unfinishedUploads.set(upload.id, upload);
    this.uploads.set(upload.id, upload);
  }

  /** What stood here when these were the claims: the uploads among them that were under way are still to be finished. */
  backTo(claims: readonly Claim[]): Ledger {
    const earlier = new Ledger();
    for (const claim of claims) {
      earlier.acknowledgements.push({ claim, requestId: '' });
      const upload = claim.kind === 'upload' ? this.uploads.get(claim.id) : undefined;
      if (upload) earlier.begin(upload);
    }
    for (const claim of claims) if (claim.kind === 'file') earlier.unfinishedUploads.delete(claim.id);
    return earlier;
  }

  acknowledge(claim: Claim, answer: Response): void {
    this.acknowledgements.push({ claim, requestId: answer.headers.get('x-request-id') ?? '' });
  }

  get claims(): Claim[] {
    return this.acknowledgements.map(({ claim }) => claim);
  }

  count(kind: Claim['kind']): number {
    return this.claims.filter((claim) => claim.kind === kind).length;
  }

  summary(): string {
    const kinds = ['registration', 'message', 'upload', 'file', 'delivery'] as const;
    return kinds.map((kind) => `${kind}: ${this.count(kind)}`).join(', ');
  }
}
