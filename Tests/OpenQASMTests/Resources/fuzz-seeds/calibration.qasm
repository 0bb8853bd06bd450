cal { play(drive, { 1 } ); }
defcal rz(angle[20] a) $0 { shift(a); }
defcal measure $0 -> bit { return { 1 }; }
defcal x(pi / 2, float f) q, r, { }
cal { { } } x q;
cal x;
cal { {
defcal { }
defcal x { }
defcal x $0;
defcal reset $0 { }
defcal delay q { }
defcal x(1 +) $0 { }
defcal cx(durationof({ })) $0, $1 { "}" }
defcal f() q -> int[8] { x }
