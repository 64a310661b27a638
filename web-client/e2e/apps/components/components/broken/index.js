// A mistake in the second line.
export default { render( };
