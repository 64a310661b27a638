/** The shortcodes people use most. */
const CODES =
  'smile😄 grin😁 joy😂 wink😉 blush😊 heart_eyes😍 sunglasses😎 thinking🤔 neutral_face😐 cry😢 sob😭 scream😱 rage😡 ' +
  'sleeping😴 wave👋 +1👍 thumbsup👍 -1👎 thumbsdown👎 clap👏 pray🙏 muscle💪 eyes👀 brain🧠 heart❤️ broken_heart💔 ' +
  'star⭐ sparkles✨ fire🔥 boom💥 zap⚡ rocket🚀 tada🎉 balloon🎈 gift🎁 trophy🏆 bulb💡 bell🔔 lock🔒 unlock🔓 key🔑 ' +
  'mag🔍 link🔗 pencil✏️ memo📝 book📖 books📚 bookmark🔖 calendar📅 clock🕐 hourglass⏳ chart📈 chart_with_upwards_trend📈 ' +
  'chart_with_downwards_trend📉 bar_chart📊 clipboard📋 package📦 file_folder📁 email📧 phone📞 computer💻 robot🤖 ' +
  'gear⚙️ wrench🔧 hammer🔨 bug🐛 warning⚠️ information_sourceℹ️ question❓ exclamation❗ white_check_mark✅ ' +
  'heavy_check_mark✔️ x❌ no_entry⛔ red_circle🔴 green_circle🟢 blue_circle🔵 arrow_right➡️ arrow_left⬅️ arrow_up⬆️ ' +
  'arrow_down⬇️ recycle♻️ sunny☀️ cloud☁️ snowflake❄️ rainbow🌈 earth_africa🌍 moon🌙 mirror🪞 crystal_ball🔮 coffee☕ ocean🌊 ' +
  'pizza🍕 beer🍺 cat🐱 dog🐶 snake🐍 crab🦀 100💯';

/** Their pictures by name. */
export const EMOJI = new Map<string, string>();
for (const entry of CODES.split(' ')) {
  const at = entry.search(/[^\w+-]/);
  // The name ends where a character stands that no shortcode has.
  EMOJI.set(entry.slice(0, at), entry.slice(at));
}
