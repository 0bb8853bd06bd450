#pragma once
#include "level.h"
