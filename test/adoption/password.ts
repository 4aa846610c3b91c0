/** The password of everybody in the databases that are adopted. */
export const PASSWORD = 'Brise-lames 1857';

const WORK_AND_HASH = '$06$v1.VUaU4bTc3sk9NQl7PYeQ.fAnvPbJysF7BcnDEzPiR9b9VAtfWm';

/** Its hash as different libraries write it: PHP `$2y`, older ones `$2a`. */
export const HASH = { a: `$2a${WORK_AND_HASH}`, b: `$2b${WORK_AND_HASH}`, y: `$2y${WORK_AND_HASH}` };
