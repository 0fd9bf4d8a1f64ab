// The street map itself, by Leaflet: pictures of streets under the numbers of the list. A place of which only the town or
// ZIP code is known is a circle with its number, and never a pin.
window.streetMap = (box, data, say) => {
  "use strict";
  const L = window.L;
  const ABOUT_M = 2 * 1609.344; // two miles: half the way from one ZIP point to the next, in the middle of all
  const CLOSE_ZOOM = Math.min(15, data.max_zoom);
  const [STEPS, RINGS, RING_PX, GAP_PX] = [12, 14, 13, 2];
  const BESIDE_ZOOM_PX = 62; // right of the buttons that zoom
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const map = L.map(box, {
    attributionControl: false, // the page says whose map it is
    zoomControl: false,
    scrollWheelZoom: false, // the wheel scrolls the page
    maxZoom: data.max_zoom,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  if (still) {
    const pan = map.panBy;
    map.panBy = (by, options) => pan.call(map, by, { ...options, animate: false });
  }
  map.setView(data.middle.at, CLOSE_ZOOM);
  L.control.zoom({ zoomInTitle: data.words.nearer, zoomOutTitle: data.words.farther }).addTo(map);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const named = (made, name) => {
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", name);
  };

  // What is known of where a place is: a point, or a circle around one.
  function ground({ at, about }) {
    const shape = about
      ? L.circle(at, { radius: ABOUT_M, className: "street-about", interactive: false })
      : L.circleMarker(at, { radius: 3, className: "street-dot", interactive: false });
    return shape.addTo(map);
  }

  // What the map is around: a house where it is known.
  function home(mark) {
    const circle = ground(mark);
    const icon = L.divIcon({ html: "", className: "street-home", iconSize: [20, 20] });
    const shown = mark.about ? circle : L.marker(mark.at, { icon, interactive: false, keyboard: false }).addTo(map);
    named(shown.getElement(), mark.name);
  }

  function links(places) {
    const link = ({ number, name, href }) =>
      element("li", {}, element("span", { className: "number", ariaHidden: "true" }, String(number)), " ", element("a", { href }, name));
    return element("ul", { className: "plain" }, ...places.map(link));
  }

  function pin({ at, about, places }) {
    ground({ at, about });
    const html = element("span", {}, places.map(({ number }) => number).join(" "));
    const icon = L.divIcon({ html, className: about ? "street-pin about" : "street-pin", iconSize: null, popupAnchor: [0, -12] });
    const marker = L.marker(at, { icon }).addTo(map);
    const made = marker.getElement();
    made.setAttribute("aria-label", places.map(({ number, name }) => `${number} ${name}`).join(", "));
    made.setAttribute("aria-expanded", "false");
    const room = box.clientWidth - BESIDE_ZOOM_PX - 42; // with its own edges
    marker.bindPopup(links(places), { closeButton: false, minWidth: 120, maxWidth: Math.min(220, room), maxHeight: 180, autoPanPaddingTopLeft: [BESIDE_ZOOM_PX, 8] });
    // The keyboard goes into what a pin opens, and back to the pin.
    marker.on("popupopen", ({ popup }) => {
      made.setAttribute("aria-expanded", "true");
      if (document.activeElement === made) popup.getElement().querySelector("a").focus({ preventScroll: true });
    });
    marker.on("popupclose", ({ popup }) => {
      made.setAttribute("aria-expanded", "false");
      if (popup.getElement().contains(document.activeElement)) made.focus({ preventScroll: true });
    });
    const lead = L.polyline([at, at], { className: "street-lead", interactive: false }).addTo(map);
    return { at, marker, lead, wide: made.offsetWidth, high: made.offsetHeight };
  }

  // The nearest spot at which a pin covers nothing, on circles around its place.
  function free(at, { wide, high }, taken) {
    for (let ring = 0; ring <= RINGS; ring += 1) {
      for (let step = 0; step < (ring ? STEPS : 1); step += 1) {
        const turn = (2 * Math.PI * step) / STEPS;
        const spot = at.add([ring * RING_PX * Math.sin(turn), -ring * RING_PX * Math.cos(turn)]);
        const clear = (other) =>
          Math.abs(other.x - spot.x) >= (other.wide + wide) / 2 + GAP_PX || Math.abs(other.y - spot.y) >= (other.high + high) / 2 + GAP_PX;
        if (taken.every(clear)) return spot;
      }
    }
    return at;
  }

  // A pin that would cover another is moved, and a line joins it to its place, as on the drawn map.
  function spread() {
    const taken = [{ ...map.latLngToLayerPoint(data.middle.at), wide: 20, high: 20 }];
    for (const one of pins) {
      const { x, y } = free(map.latLngToLayerPoint(one.at), one, taken);
      taken.push({ x, y, wide: one.wide, high: one.high });
      const spot = map.layerPointToLatLng([x, y]);
      one.marker.setLatLng(spot);
      one.lead.setLatLngs([one.at, spot]);
    }
  }

  const reach = ({ at, about }) => L.latLng(at).toBounds(about ? 2 * ABOUT_M : 1);
  const all = [data.middle, ...data.marks].map(reach).reduce((whole, part) => whole.extend(part));
  home(data.middle);
  const pins = data.marks.map(pin);
  map.fitBounds(all, { paddingTopLeft: [BESIDE_ZOOM_PX, 28], paddingBottomRight: [28, 28], maxZoom: CLOSE_ZOOM, animate: false });
  spread();
  map.on("zoomend", spread);
  // Only now, so that no picture is asked for that is not looked at.
  L.tileLayer(data.url, { maxZoom: data.max_zoom })
    .on("tileerror", () => say(data.words.missing))
    .addTo(map);
  box.addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup()); // Leaflet hears it on the map alone
  // A part that is closed and opened, and a phone that is turned, change the room that there is.
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
  return map;
};
