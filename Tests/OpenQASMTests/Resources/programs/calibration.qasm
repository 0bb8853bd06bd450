// parse: ok
OPENQASM 3.0;
defcalgrammar "openpulse";
cal {
  extern port drive;
  waveform w = { 1, { 2 } };
}
cal{}
defcal x $0 { play(drive, w); }
defcal rz(angle[20] theta) q { shift_phase(drive, -theta); }
defcal rz(pi / 2) $0 { }
defcal cx $0, $1 { { nested { deeper } } }
defcal measure $0 -> bit { return capture(drive); }
defcal reset $0 {}
defcal delay(duration d) $0 { }
x $0;
