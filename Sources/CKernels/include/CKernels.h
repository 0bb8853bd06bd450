#pragma once
#include "contraction.h"
#include "density.h"
#include "lanes.h"
#include "level.h"
#include "state.h"
#include "state_sampling.h"
