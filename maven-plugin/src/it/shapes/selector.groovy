// Downloads much, and takes minutes: only where it is asked for.
return (require ?: '').split(',').any { it in ['all', 'shapes'] }
