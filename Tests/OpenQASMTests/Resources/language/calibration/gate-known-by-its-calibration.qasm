// parse: ok
// check: unsupported 6
// reading: calibration
OPENQASM 3.0;
defcal wiggle $0 { play(main); }
wiggle $0;
