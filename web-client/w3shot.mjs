import { chromium } from 'playwright-core';
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
for (const [n,w,h,dark] of [['d',1280,900,false],['p',390,900,true]]) {
  const c = await b.newContext({viewport:{width:w,height:h}, colorScheme: dark?'dark':'light'});
  const p = await c.newPage(); await p.goto('http://127.0.0.1:8530/');
  const cv = p.locator('canvas').first(); await cv.waitFor({timeout:20000}); await p.waitForTimeout(1000);
  const r = await cv.boundingBox();
  const pts=[[.3,.25],[.5,.15],[.7,.28],[.5,.48],[.72,.65],[.55,.85],[.3,.75]];
  await p.mouse.move(r.x+r.width*pts[0][0], r.y+r.height*pts[0][1]); await p.mouse.down();
  for (const [x,y] of pts.slice(1)) await p.mouse.move(r.x+r.width*x, r.y+r.height*y,{steps:8});
  await p.mouse.up(); await p.waitForTimeout(3500);
  await p.screenshot({path:`/work/scratch/w3-${n}.png`, fullPage:true});
}
await b.close();
