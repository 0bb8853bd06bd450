#include <math.h>
#include <string.h>

#include "lanes_levels.h"
#include "lanes_tape.h"

#define LANES_BYTES 16
#define LANES_NAME(precision) lanes_##precision##_baseline
#include "lanes_level.inc"
