export default {
  render() {
    throw new TypeError("no stars today");
  },
};
