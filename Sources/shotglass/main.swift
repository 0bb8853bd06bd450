print("shotglass")
