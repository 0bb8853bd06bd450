// parse: ok
include "stdgates.inc";
stretch a; stretch b;
duration total = 1us;
const duration unit = durationof({ x $0; });
box {
  delay[a] $0;
  x $0;
  delay[2 * a + 10dt] $0, $1;
  barrier $0, $1;
}
box[total] { delay[b] $1; nop; nop $0, $1; }
box[100ns] {}
delay[total / 4]; barrier;
rz(0.5)[20 ns] $0; cx[total] $0, $1;
