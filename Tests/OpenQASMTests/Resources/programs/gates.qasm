// parse: ok
gate first q { U(0, 0, 0) q; }
gate second(a) q, r { U(a, -a, a / 2) q; ctrl @ first q, r; }
gate third() q {}
gate fourth(a, b,) q, r, {
  // a loop is allowed here
  for int i in [0:2] { second(a + b * i) q, r; }
  gphase(-(a + b) / 4);
}
qubit[4] q;
first q;
second(pi) q[0], q[1];
third() q[0];
fourth(1, 2,) q[0], q[1],;
ctrl(2) @ negctrl @ inv @ first q[0], q[1], q[2], q[3];
pow(1/2) @ first q[0];
pow(-2) @ inv @ second(0.5)[100ns] q[0], q[1];
ctrl @ gphase(π) q[0];
gphase(τ / 8);
x[20ns] $0;
U(0, 0, 0) $1;
