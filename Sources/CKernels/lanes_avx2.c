#if defined(__x86_64__)
#include <math.h>
#include <string.h>

#include "lanes_levels.h"
#include "lanes_tape.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#define LANES_BYTES 32
#define LANES_NAME(precision) lanes_##precision##_avx2
#include "lanes_level.inc"
#pragma clang attribute pop
#endif
