// parse: ok
// check: ok
// run: {"0": 1}
// reading: calibration
OPENQASM 3.0;
defcal rz(angle[20] t) $1 { shift_phase(f, -t); }
defcal rx(pi / 2) $0 { { nested; } }
defcal measure $0 -> bit { return capture(f); }
defcal reset $0 {}
defcal cz $0, $1 {}
qubit q;
bit c;
c = measure q;
