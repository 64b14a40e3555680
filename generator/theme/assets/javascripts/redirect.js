/*
 * On the page of a former address: goes on to the present one with the anchor of the address, which a redirect without
 * a script loses.
 */
{
  const target = new URL(document.currentScript.dataset.target, location.href)
  target.hash ||= location.hash
  location.replace(target)
}
