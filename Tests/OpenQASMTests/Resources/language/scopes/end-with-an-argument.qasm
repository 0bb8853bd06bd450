// parse: error 4
bit r;
r = 1;
end 3;
