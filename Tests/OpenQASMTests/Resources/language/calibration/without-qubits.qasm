// parse: error 3
OPENQASM 3.0;
defcal x { play(main); }
