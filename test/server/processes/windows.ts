/** The moments at which a server process is killed, in the order in which a charge goes through them. */
export const WINDOWS = [
  ['order', 'The order is written, and the customer has not heard of it'],
  ['verified', 'The registration is verified, and nothing is written'],
  ['begun', 'The row of the charge is written, and i’mport is not called'],
  ['called', 'i’mport is called, and has not charged'],
  ['charged', 'i’mport has charged, and its answer is lost'],
  ['answered', 'i’mport has answered, and nothing is written'],
  ['written', 'The charge is written, and the customer has not heard of it'],
  ['told', 'A webhook’s number is noted, and i’mport is not asked'],
  ['claimed', 'A sweep has taken a row, and i’mport is not asked'],
  ['asked', 'A sweep has asked i’mport, and nothing is written'],
] as const;

export type KillWindow = (typeof WINDOWS)[number][0];

/** The header that tells a server process where to die. */
export const KILL_AT = 'x-kill-at';
