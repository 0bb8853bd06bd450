// parse: ok
qubit[4] q; qubit[2] r;
let first = q[0];
let rest = q[1:3];
let even = q[{0, 2}];
let all = q ++ r;
let mixed = q[0:1] ++ r[1] ++ q[::2];
let same = all;
