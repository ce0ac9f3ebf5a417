package matcher

// Settle waits until what was put into the caches can be found: they take entries in the background.
func (e *Engine) Settle() {
	e.current.cache.profiles.Wait()
	if e.library != nil {
		e.library.queries.Wait()
	}
}
