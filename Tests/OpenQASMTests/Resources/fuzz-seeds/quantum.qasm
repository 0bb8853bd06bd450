measure q;
measure q -> c;
measure q[0] -> c[1];
c = measure $3;
bit b = measure q[0];
reset q;
barrier;
barrier q, r[1], $2;
nop;
nop q, r;
delay[2dt] q[0], q[1];
delay[s];
box { x q; }
box[1us] { }
measure q, r;
measure;
reset q, r;
a = 2 * measure q;
delay q;
box x q;
measure q -> bit c;
measure q[0:1] -> c[0:1];
barrier q,;
delay[2 * s] q,;
