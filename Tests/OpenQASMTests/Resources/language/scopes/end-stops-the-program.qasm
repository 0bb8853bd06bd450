// parse: ok
// check: ok
// run: {"01": 1}
// reading: end
bit[2] r;
r[0] = 1;
end;
r[1] = 1;
