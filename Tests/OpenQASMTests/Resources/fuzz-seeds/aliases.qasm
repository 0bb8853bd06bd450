let pair = q[0:1] ++ r[{0, 2}];
let one = q[0];
let a = b ++ c ++ d[1];
let a;
let a = ;
let a = b ++ ;
bit[2] a = b ++ c;
