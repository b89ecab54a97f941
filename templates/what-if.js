// The sliders of the page: what they are moved to, and what the case then comes to. `compute` and CASE stand before.
(() => {
  "use strict";

  // A number as a spreadsheet sees it: 15 significant digits, and a power of ten.
  const decimal = (value) => {
    const [digits, exponent] = Math.abs(value).toExponential(14).split("e");
    return { digits: BigInt(digits.replace(".", "")), exponent: Number(exponent) - 14 };
  };
  const scaled = (number, power) => ({ digits: number.digits, exponent: number.exponent + power });
  // The power of ten of its first digit.
  const adjusted = (number) => String(number.digits).length - 1 + number.exponent;

  const rounded = (number, decimals) => {
    const shift = number.exponent + decimals;
    let digits = number.digits;
    if (shift >= 0) {
      digits *= 10n ** BigInt(shift);
    } else {
      const unit = 10n ** BigInt(-shift);
      digits = (2n * digits + unit) / (2n * unit);
    }
    const text = String(digits).padStart(decimals + 1, "0");
    return decimals ? `${text.slice(0, -decimals)}.${text.slice(-decimals)}` : text;
  };
  const trimmed = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

  const grouped = (text) => {
    const { decimal: point, group, groups } = CASE.notation;
    const [whole, decimals] = text.split(".");
    const parts = [whole.slice(-groups[0])];
    for (let rest = whole.slice(0, -groups[0]); rest; rest = rest.slice(0, -groups[1])) {
      parts.unshift(rest.slice(-groups[1]));
    }
    return parts.join(group) + (decimals === undefined ? "" : point + decimals);
  };

  const fewest = (number, most) => {
    const first = adjusted(number);
    let decimals = most;
    if (first >= 2) {
      decimals = 0;
    } else if (number.digits && most < -first && -first <= most + 3) {
      decimals = -first;
    }
    return trimmed(rounded(number, decimals));
  };

  const short = (number) => {
    const { magnitudes, money } = CASE.notation;
    const lead = 2 - adjusted(number);
    const three = decimal(Number(rounded(scaled(number, lead), 0)));
    const size = three.digits ? adjusted(scaled(three, -lead)) : 0;
    for (const magnitude of magnitudes) {
      if (three.digits && size >= magnitude.from) {
        const decimals = Math.max(0, 2 - (size - magnitude.exponent));
        const text = rounded(scaled(number, -magnitude.exponent), decimals);
        return [magnitude.exponent === 3 ? trimmed(text) : text, magnitude.money];
      }
    }
    if (three.digits && size >= 3) {
      return [rounded(scaled(three, -lead), 0), money];
    }
    const whole = rounded(number, 2) === `${rounded(number, 0)}.00`;
    return [rounded(number, whole ? 0 : 2), money];
  };

  const show = (value, rules) => {
    if (typeof value === "string") {
      return value;
    }
    let number = decimal(value);
    let text;
    let amount;
    if (rules.money !== null) {
      const [digits, around] = short(number);
      text = digits;
      amount = around[0] + grouped(digits) + around[1] + (rules.money ? ` ${rules.money}` : "");
    } else {
      number = rules.perCent ? scaled(number, 2) : number;
      text = fewest(number, rules.decimals);
      const words = rules.words[text === "1" ? 0 : 1];
      amount = grouped(text) + rules.attached + (words ? `\u00a0${words}` : "");
      if (rules.perCent && !words) {
        amount = CASE.notation.perCent[0] + amount + CASE.notation.perCent[1];
      }
    }
    if (!/[1-9]/.test(text)) {
      return amount;
    }
    return (value < 0 ? "−" : rules.signed ? "+" : "") + amount;
  };

  // From -100, the low end, by 0, the base case, to 100, the high end.
  const moved = ({ base, low, high }, position) =>
    base.map((figure, index) => {
      const end = position < 0 ? low[index] : high[index];
      const part = Math.abs(position) / 100;
      return part === 1 ? end : figure + (end - figure) * part;
    });

  const inputs = [...document.querySelectorAll(".what-if input[type=range]")];

  const update = () => {
    const figures = inputs.map((input, index) => moved(CASE.sliders[index], Number(input.value)));
    inputs.forEach((input, index) => {
      const ends = [figures[index][0], figures[index][figures[index].length - 1]];
      const texts = ends.map((end) => show(end, CASE.sliders[index].rules));
      const text = texts[0] === texts[1] ? texts[0] : CASE.between.replace(/{(\w+)}/g, (_, end) => texts[end === "low" ? 0 : 1]);
      input.setAttribute("aria-valuetext", text);
      input.closest(".slider").querySelector("output").textContent = text;
    });
    const results = compute(figures.flat());
    for (const [name, rules] of Object.entries(CASE.live)) {
      document.getElementById(`live-${name}`).textContent = show(results[name], rules);
    }
    document.querySelector(".what-if").classList.toggle("moved", inputs.some((input) => input.value !== "0"));
    return results;
  };

  const form = document.querySelector(".what-if form");
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  update();
})();
