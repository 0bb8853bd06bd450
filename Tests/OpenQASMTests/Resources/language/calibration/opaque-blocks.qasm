// parse: ok
// check: ok
// run: {"1": 1}
// reading: calibration
OPENQASM 3.0;
include "stdgates.inc";
defcalgrammar "openpulse";
cal {
  extern port drive;
  frame main = newframe(drive, 5.0e9, 0.0);
}
defcal x $0 {
  play(main, gaussian(160dt, 40dt, 0.2));
}
bit c;
x $0;
c = measure $0;
