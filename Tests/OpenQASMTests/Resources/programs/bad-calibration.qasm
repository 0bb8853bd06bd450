// parse: Q125 Q125 Q125
cal x;
defcal { }
defcal x { play(1); }
