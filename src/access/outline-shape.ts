/** An answer as people read it: place by place, in each by who has it. */
export interface AccessOutline {
  readonly sections: readonly AccessSection[];
}

export interface AccessSection {
  readonly title: string;
  readonly groups: readonly AccessGroup[];
}

export interface AccessGroup {
  /** Who it is about; empty where the lines speak for themselves. */
  readonly who: string;
  readonly lines: readonly { readonly what: string; readonly why: string }[];
}
